//! The configuration: what it selects, how it goes together with the lock, its example in `docs`, and the client that is
//! generated with it.

#[cfg(test)]
mod tests {
    use std::fs;

    use runtime::Call;
    use specwright::{Config, Lock, Options, Problem, Problems};
    use test_server::Server;
    use tests::configured::{
        endpoints::Client,
        models::{Animal, AnimalChip, Owner, Person, Species, Status},
    };
    use xtask::repository;

    const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets:
    get:
      operationId: list-pets
      tags: [pets]
      parameters: [{ name: sort, in: query, schema: { type: string, enum: [age, name] } }]
      responses:
        '200': { description: Pets., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
    post: { operationId: add-pet, tags: [pets], responses: { '204': { description: Added. } } }
  /boats:
    get: { operationId: list-boats, tags: [boats], responses: { '204': { description: None. } } }
components:
  schemas:
    Pet: { type: object, properties: { born: { type: string }, kind: { type: string, enum: [cat, dog] } } }
";

    fn config(text: &str) -> Option<Config> {
        let config = Config::parse(text, "specwright.toml");
        Some(config.unwrap_or_else(|problems| panic!("{problems}")))
    }

    fn lowered(document: &str, options: &Options) -> Result<specwright::Lowered, Problems> {
        specwright::lower(specwright::parse(document)?, options)
    }

    /// Returns the lock of a client.
    fn lock(document: &str, config: Option<Config>, lock: Option<&str>) -> String {
        let options = Options {
            config,
            lock: lock.map(|text| Lock::read(text).unwrap()),
            ..Options::default()
        };
        let lowered = lowered(document, &options).unwrap_or_else(|problems| panic!("{problems}"));
        let files = specwright::emit(&lowered.api, "test");
        specwright::lock(&lowered.api, &files, "test")
    }

    /// Returns the functions of a client, or its problems.
    fn functions(options: &Options) -> Result<Vec<String>, String> {
        let lowered = lowered(DOCUMENT, options);
        let lowered = lowered.map_err(|problems| problems.render("pets.yaml"))?;
        let operations = lowered.api.groups.iter().flat_map(|it| &it.operations);
        let calls = operations.flat_map(|it| &it.calls);
        Ok(calls.map(|call| call.name.to_string()).collect())
    }

    fn assert_has(text: &str, line: &str) {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }

    #[test]
    fn the_example_of_the_documentation_is_the_fixture() {
        let docs = fs::read_to_string(repository().join("docs/configuration.md")).unwrap();
        let fixture = repository().join("tests/fixtures/configured/specwright.toml");
        let fixture = fs::read_to_string(fixture).unwrap();
        let (_, block) = docs.split_once("```toml\n").unwrap();
        assert_eq!(block.split("```").next(), Some(fixture.as_str()));
        let refused = repository().join("tests/fixtures/refused_settings_without_match");
        let problems = fs::read_to_string(refused.join("problems.txt")).unwrap();
        let (_, block) = docs.split_once("```text\n").unwrap();
        assert_has(&problems, block.split("```").next().unwrap());
    }

    #[test]
    fn the_settings_of_a_package_have_their_places() {
        let config = config(
            "spec = 'a.yaml'\noverlays = [\n  'b.yaml',\n  'c.yaml',\n]\nname = 'pets'\nruntime = 'git'\n",
        )
        .unwrap();
        let spec = config.spec.unwrap();
        assert_eq!(
            (spec.value.as_str(), spec.line, spec.column),
            ("a.yaml", 1, 8)
        );
        let overlays: Vec<(&str, usize, usize)> = (config.overlays.iter())
            .map(|it| (it.value.as_str(), it.line, it.column))
            .collect();
        assert_eq!(overlays, [("b.yaml", 3, 3), ("c.yaml", 4, 3)]);
        assert_eq!(config.name.unwrap().value, "pets");
        assert_eq!(config.runtime.unwrap().value, "git");
        assert_eq!(config.file, "specwright.toml");
    }

    #[test]
    fn only_and_exclude_go_together() {
        let strings = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        for (text, only, exclude, expected) in [
            (
                "",
                &[][..],
                &[][..],
                &["list_pets", "add_pet", "list_boats"][..],
            ),
            ("only = ['pets']", &[], &[], &["list_pets", "add_pet"]),
            ("exclude = ['pets']", &[], &[], &["list_boats"]),
            (
                "only = ['pets']\nexclude = ['POST /*']",
                &[],
                &[],
                &["list_pets"],
            ),
            // The caller's selection counts in place of the other one, and both exclude.
            ("only = ['pets']", &["boats"], &[], &["list_boats"]),
            (
                "exclude = ['add-pet']",
                &[],
                &["list-boats"],
                &["list_pets"],
            ),
            ("only = ['list-*']", &[], &["boats"], &["list_pets"]),
        ] {
            let options = Options {
                only: strings(only),
                exclude: strings(exclude),
                config: config(text),
                ..Options::default()
            };
            assert_eq!(
                functions(&options).unwrap(),
                expected,
                "{text} {only:?} {exclude:?}"
            );
        }
    }

    #[test]
    fn a_misspelt_selection_has_suggestions() {
        let options = Options {
            only: vec!["lst-pets".to_owned()],
            ..Options::default()
        };
        let problems = functions(&options).unwrap_err();
        assert_has(
            &problems,
            "error: `lst-pets` is not an operation of this document",
        );
        assert_has(&problems, " --> pets.yaml:1:1");
        assert_has(&problems, "help: write `list-pets`, if that is meant");
        let options = Options {
            exclude: vec!["pets".to_owned(), "boats".to_owned()],
            ..Options::default()
        };
        assert_has(
            &functions(&options).unwrap_err(),
            "every selected operation is excluded",
        );
    }

    #[test]
    fn settings_of_what_is_left_out_are_no_errors_of_a_caller_who_selects() {
        let text = "[rename.fields]\n'Pet.born' = 'birthday'\n[[types]]\nmatch = 'Pet'\nexhaustive = true\n[rename.operations]\nlist-pets = 'pets'\n";
        let options = Options {
            only: vec!["boats".to_owned()],
            config: config(text),
            ..Options::default()
        };
        assert_eq!(functions(&options).unwrap(), ["list_boats"]);
        // Who writes both into one file means both.
        let options = Options {
            config: config(&format!("only = ['boats']\n{text}")),
            ..Options::default()
        };
        assert_has(&functions(&options).unwrap_err(), "specwright.toml:3:1");
    }

    #[test]
    fn the_configuration_counts_before_the_lock() {
        let names = "[rename.types]\nPet = 'Animal'\n[rename.fields]\n'Pet.born' = 'birthday'\n[rename.variants]\n'AnimalKind.cat' = 'Feline'\n[rename.operations]\nlist-pets = 'pets'\n[rename.parameters]\n'list-pets.sort' = 'order'\n";
        let before = lock(DOCUMENT, None, None);
        assert_has(&before, "models::Pet::born: Option<String> <- born");
        let renamed = lock(DOCUMENT, config(names), Some(&before));
        for line in [
            "endpoints::Client::pets() -> Pets <- GET /pets pets",
            "endpoints::Pets::order(value: PetsSort) <- query sort",
            "models::Animal <- #/components/schemas/Pet",
            "models::Animal::birthday: Option<String> <- born",
            "models::AnimalKind::Feline <- cat",
        ] {
            assert_has(&renamed, line);
        }
        // It gives the same names without a lock, and with its own.
        assert_eq!(lock(DOCUMENT, config(names), None), renamed);
        assert_eq!(lock(DOCUMENT, config(names), Some(&renamed)), renamed);
        // A name of the lock gives way.
        let document = format!(
            "{DOCUMENT}    Beast: {{ type: object, properties: {{ x: {{ type: string }} }} }}\n"
        );
        let taken = lock(&document, None, None).replace("models::Beast", "models::Animal");
        let renamed = lock(
            &document,
            config("[rename.types]\nPet = 'Animal'\n"),
            Some(&taken),
        );
        assert_has(&renamed, "models::Animal <- #/components/schemas/Pet");
        assert_has(&renamed, "models::Beast <- #/components/schemas/Beast");
    }

    #[test]
    fn two_names_can_be_exchanged() {
        let document = format!(
            "{DOCUMENT}    Animal: {{ type: object, properties: {{ x: {{ type: string }} }} }}\n"
        );
        let text = "[rename.types]\nPet = 'Animal'\nAnimal = 'Pet'\n[rename.operations]\nlist-pets = 'list_boats'\nlist-boats = 'list_pets'\n";
        let lock = lock(&document, config(text), None);
        assert_has(&lock, "models::Animal <- #/components/schemas/Pet");
        assert_has(&lock, "models::Pet <- #/components/schemas/Animal");
        assert_has(
            &lock,
            "endpoints::Client::list_boats() -> ListBoats <- GET /pets",
        );
        assert_has(
            &lock,
            "endpoints::Client::list_pets() -> ListPets <- GET /boats",
        );
    }

    /// The document with headers of a response.
    fn with_headers() -> String {
        let headers = "'200': { description: Pets., headers: { X-Rate-Limit-Left: { schema: { type: integer } }, X-Rate-Limit-Reset: { schema: { type: integer } } },";
        DOCUMENT.replace("'200': { description: Pets.,", headers)
    }

    #[test]
    fn headers_of_responses_and_the_struct_of_them_can_be_renamed() {
        let settings = "[rename.types]\nRateLimitHeaders = \"Limits\"\n[rename.fields]\n\"RateLimitHeaders.X-Rate-Limit-Left\" = \"left\"\n[[types]]\nmatch = \"Limits\"\nderive = [\"Debug\", \"PartialOrd\"]\n";
        let text = lock(&with_headers(), config(settings), None);
        for line in [
            "models::Limits ",
            "models::Limits::left: Option<i64>",
            "models::Limits::x_rate_limit_reset: Option<i64>",
        ] {
            assert_has(&text, line);
        }
        let misspelt = "[rename.fields]\n\"RateLimitHeaders.X-Rate-Limit-Lft\" = \"left\"\n";
        let options = Options {
            config: config(misspelt),
            ..Options::default()
        };
        let problems = lowered(&with_headers(), &options).unwrap_err().to_string();
        assert_has(&problems, "`RateLimitHeaders.X-Rate-Limit-Left`");
    }

    #[test]
    fn a_display_of_ones_own_is_in_place_of_that_of_a_union() {
        let id = "kind: { oneOf: [{ type: integer }, { type: string }] }";
        let document = DOCUMENT.replace("kind: { type: string, enum: [cat, dog] }", id);
        let traits = |settings: &str| {
            let text = lock(&document, config(settings), None);
            let line = text
                .lines()
                .find(|line| line.starts_with("models::PetKind: "));
            line.unwrap_or_else(|| panic!("{text}")).to_owned()
        };
        assert_has(&traits(""), " + Display + ");
        let own = "[[types]]\nmatch = \"PetKind\"\nderive = [\"derive_more::Display\"]\n";
        let own = traits(own);
        assert!(!own.contains(" + Display + "), "{own}");
        assert_has(&own, "derive_more::Display");
    }

    #[test]
    fn a_lock_keeps_the_names_of_headers_and_the_struct_of_them() {
        let before = lock(&with_headers(), None, None);
        let kept = before.replace("RateLimitHeaders", "Limits");
        let kept = kept.replace("x_rate_limit_left", "left");
        let after = lock(&with_headers(), None, Some(&kept));
        assert_has(&after, "models::Limits ");
        assert_has(&after, "models::Limits::left: Option<i64>");
        assert!(!after.contains("RateLimitHeaders"), "{after}");
        // One more header is one more field.
        let more = with_headers().replace(
            "X-Rate-Limit-Reset:",
            "ETag: { schema: { type: string } }, X-Rate-Limit-Reset:",
        );
        let after = lock(&more, None, Some(&kept));
        assert_has(&after, "models::Limits ");
        assert_has(&after, "models::Limits::left: Option<i64>");
        assert_has(&after, "models::Limits::e_tag: Option<String>");
    }

    #[test]
    fn the_same_configuration_gives_the_same_bytes() {
        let text =
            "[rename.types]\nPetKind = 'Species'\n[[types]]\nmatch = '*'\nexhaustive = true\n";
        assert_eq!(
            lock(DOCUMENT, config(text), None),
            lock(DOCUMENT, config(text), None)
        );
    }

    #[test]
    fn every_problem_of_a_configuration_has_a_line() {
        let problems = Config::parse("a = 1\nb = 2\n", "../specwright.toml").unwrap_err();
        let places: Vec<String> = problems
            .0
            .iter()
            .map(|it: &Problem| it.place("api/spec.yaml"))
            .collect();
        assert_eq!(places, ["../specwright.toml:1:1", "../specwright.toml:2:1"]);
    }

    #[test]
    fn exhaustive_structs_can_be_written_out_elsewhere() {
        let chip = AnimalChip {
            code: Some("7".to_owned()),
            ..Default::default()
        };
        let person = Person {
            first_name: "Ada".to_owned(),
        };
        let animal = Animal {
            id: 1,
            name: "Tom".to_owned(),
            kind: Species::Feline,
            birthday: None,
            chip: Some(chip),
            state: Some(Status::Running),
            owner: Some(person.clone().into()),
        };
        let text = r#"{"id":1,"name":"Tom","kind":"cat","chip":{"number":"7"},"state":"in-progress","owner":{"first_name":"Ada"}}"#;
        assert_eq!(serde_json::to_string(&animal).unwrap(), text);
        assert_eq!(serde_json::from_str::<Animal>(text).unwrap(), animal);
        // Without a rest: the union is exhaustive, too.
        let name = match animal.owner.unwrap() {
            Owner::Person(person) => person.first_name,
            Owner::Company(firm) => firm.vat,
        };
        assert_eq!(name, person.first_name);
        // By a derive of the configuration.
        assert!(
            person
                < Person {
                    first_name: "Bob".to_owned()
                }
        );
    }

    #[tokio::test]
    async fn renamed_items_are_on_the_wire_as_the_document_has_them() {
        let server = Server::sending(
            "HTTP/1.1 200 OK\r\nx-request-id: r\r\nx-trace: t-1\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]",
        );
        let client = Client::builder()
            .base_url(server.base_url())
            .build()
            .unwrap();
        let pets = client.pets("cat").page_size(3);
        assert_eq!(pets.request().operation().id, "list-pets");
        let response = pets.send_with_metadata().await.unwrap();
        assert_eq!(response.request_id(), Some("t-1"));
        assert_eq!(
            server.request().target(),
            "/api/v1/pets?kind=cat&per_page=3"
        );
    }

    #[test]
    fn examples_of_swagger_2_are_those_of_the_media_type_that_is_requested() {
        let document = "\
swagger: '2.0'
info: { title: Pets, version: '1' }
host: pets.example
produces: [application/xml, application/json]
paths:
  /pets:
    get:
      operationId: list-pets
      responses:
        200:
          description: Pets.
          schema: { type: array, items: { $ref: '#/definitions/Pet' } }
          examples: { application/xml: <pets/>, application/json: [{ name: Rex }] }
    post:
      operationId: add-pet
      responses:
        200: { description: The example of the schema., schema: { $ref: '#/definitions/Pet' } }
definitions:
  Pet: { type: object, properties: { name: { type: string } }, example: { name: Tom } }
";
        let options = Options {
            config: config("examples = true"),
            ..Options::default()
        };
        let lowered = lowered(document, &options).unwrap_or_else(|problems| panic!("{problems}"));
        let bodies: Vec<_> = (lowered.api.examples.unwrap().operations.iter())
            .flat_map(|operation| operation.list.clone())
            .map(|example| example.body.unwrap())
            .collect();
        let json = |text: &str| ("application/json".to_owned(), text.to_owned());
        let expected = [
            json("[\n  {\n    \"name\": \"Rex\"\n  }\n]"),
            json("{\n  \"name\": \"Tom\"\n}"),
        ];
        assert_eq!(bodies, expected);

        let problems = Config::parse("examples = 'yes'", "specwright.toml").unwrap_err();
        assert!(
            problems.to_string().contains("specwright.toml:1:12"),
            "{problems}"
        );
    }
}
