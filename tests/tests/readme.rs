//! The example on the first screen of the README: the code that it shows is generated from its document, and its
//! caller compiles.

#[cfg(test)]
mod tests {
    use std::fs;

    use tests::readme::{
        endpoints::{Client, Credentials},
        filters::Status,
        models::NewPet,
    };
    use xtask::repository;

    /// Returns the first block of a language in the README that holds `start`.
    fn block(language: &str, start: &str) -> String {
        let readme = fs::read_to_string(repository().join("README.md")).unwrap();
        let fence = format!("```{language}\n");
        let mut blocks = readme.split(&fence).skip(1);
        let block = blocks.find(|block| block.contains(start)).unwrap();
        block.split("```").next().unwrap().to_owned()
    }

    /// Asserts that each line of `part` is in `whole`, in this order, apart from indentation. `{ … }` stands for any body.
    fn assert_in_order(part: &str, whole: &str) {
        let mut lines = whole.lines().map(str::trim);
        for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let start = line.strip_suffix(" … }").unwrap_or(line);
            assert!(
                lines.any(|other| other == start),
                "`{line}` is not there, or in another order"
            );
        }
    }

    #[test]
    fn the_document_is_that_of_the_fixture() {
        let spec = repository().join("tests/fixtures/readme/spec.yaml");
        let text = fs::read_to_string(spec).unwrap();
        let (_, document) = text.split_once('\n').unwrap();
        let petstore = fs::read_to_string(repository().join("docs/petstore.yaml")).unwrap();
        assert_eq!(petstore, document);
    }

    #[test]
    fn the_shown_code_is_generated() {
        let generated = repository().join("tests/fixtures/readme/generated");
        let files = ["endpoints/pets.rs", "filters.rs", "models/new_pet.rs"];
        let code = files.map(|file| fs::read_to_string(generated.join(file)).unwrap());
        assert_in_order(&block("rust,ignore", "impl Client"), &code.concat());
    }

    #[rustfmt::skip]
    async fn caller() -> Result<(), Box<dyn std::error::Error>> {
        use runtime::Call as _;

        let client = Client::new(Credentials::default().token("secret"))?;
        let pets = client.list_pets().status(Status::Available).limit(20).send().await?;
        for pet in pets {
            println!("{}, born {:?}", pet.name, pet.born);
        }
        let ada = client.add_pet(NewPet::new("Ada").status(Status::Reserved)).send().await?;
        drop(ada);
        Ok(())
    }

    #[test]
    fn the_caller_compiles() {
        // The fixture is a module, and the crate of the README is not there.
        let shown = block("rust,ignore", "let pets");
        let (import, shown) = shown.split_once('\n').unwrap();
        assert!(import.starts_with("use petstore_client::{Call, Client"));
        assert_in_order(shown, include_str!("readme.rs"));
        drop(caller());
    }
}
