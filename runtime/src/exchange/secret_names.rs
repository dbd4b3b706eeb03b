//! Names of headers whose values are secrets.

/// The only headers that hold secrets by definition and are not recognized by a word.
const COOKIES: [&str; 4] = ["cookie", "cookie2", "set-cookie", "set-cookie2"];

/// The beginnings of names that have a word of a secret and no secret: lists of allowed names, demands for credentials,
/// and the random text of a handshake.
const PUBLIC: [&str; 4] = [
    "access-control-",
    "proxy-authenticate",
    "sec-websocket-",
    "www-authenticate",
];

/// Parts of names with a secret.
const PARTS: [&str; 11] = [
    "accesstoken",
    "access-token",
    "apikey",
    "api-key",
    "credential",
    "jwt",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "secret",
];

/// Words of names with a secret.
const WORDS: [&str; 4] = ["bearer", "otp", "pwd", "totp"];

/// Words with `auth` that have another meaning.
const AUTHORS: [&str; 5] = ["author", "authoring", "authority", "authors", "coauthor"];

/// Words before `key` or `token` that say that it is no secret: it names a thing, or a place in a list.
const NO_SECRET: [&str; 32] = [
    "cache",
    "continuation",
    "continue",
    "correlation",
    "cursor",
    "dedup",
    "deduplication",
    "foreign",
    "group",
    "idempotence",
    "idempotency",
    "idempotent",
    "lookup",
    "message",
    "next",
    "object",
    "order",
    "ordering",
    "page",
    "pagination",
    "paging",
    "partition",
    "prev",
    "previous",
    "primary",
    "public",
    "range",
    "resume",
    "routing",
    "row",
    "sort",
    "surrogate",
];

/// Words that are written together with `key`. Other words end in these letters too: `monkey`, `cachekey`.
const BEFORE_KEY: [&str; 22] = [
    "access",
    "account",
    "admin",
    "app",
    "application",
    "client",
    "encryption",
    "function",
    "functions",
    "host",
    "licence",
    "license",
    "master",
    "private",
    "project",
    "read",
    "service",
    "session",
    "shared",
    "signing",
    "subscription",
    "write",
];

/// Whether the value of a header is a secret, by the name of the header: `Authorization`, `Cookie`, `X-Api-Key`,
/// `Private-Token`, but not `Idempotency-Key`.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    if COOKIES.contains(&name.as_str()) {
        return true;
    }
    if PUBLIC.iter().any(|start| name.starts_with(start)) {
        return false;
    }
    let words: Vec<&str> = name
        .split(|char: char| !char.is_ascii_alphanumeric())
        .collect();
    let is_auth = |word: &&str| word.contains("auth") && !AUTHORS.contains(word);
    PARTS.iter().any(|part| name.contains(part))
        || words
            .iter()
            .any(|word| WORDS.contains(word) || is_auth(word))
        || ends_with_secret(&words)
}

/// Whether the last word is a key or a token that is a secret.
fn ends_with_secret(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    if before.iter().any(|word| NO_SECRET.contains(word)) {
        return false;
    }
    match (last.strip_suffix("token"), last.strip_suffix("key")) {
        (Some(before), _) => !NO_SECRET.iter().any(|word| before.ends_with(word)),
        (_, Some(before)) => before.is_empty() || BEFORE_KEY.contains(&before),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_secret_name;

    #[test]
    fn names_of_secrets() {
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "Authentication-Info",
            "Cookie",
            "Set-Cookie",
            "X-Auth",
            "X-Auth-Token",
            "X-Auth-Key",
            "X-Auth-Email",
            "X-AuthToken",
            "X-OAuth-Bearer",
            "X_Auth_User",
            "X-Api-Key",
            "X_API_KEY",
            "X-ApiKey",
            "ApiKey",
            "Api-Key",
            "DD-API-KEY",
            "x-rapidapi-key",
            "X-Api-Key-Id",
            "X-Goog-Api-Key",
            "X-Api-Token",
            "X-ApiToken",
            "Private-Token",
            "X-Vault-Token",
            "X-Amz-Security-Token",
            "X-Shopify-Access-Token",
            "X-CSRF-Token",
            "X-CSRFToken",
            "X-TrackerToken",
            "Token",
            "X-Token",
            "JOB-TOKEN",
            "Ocp-Apim-Subscription-Key",
            "X-Functions-Key",
            "DD-APPLICATION-KEY",
            "Fastly-Key",
            "Key",
            "X-Key",
            "AccountKey",
            "X-AccessKey",
            "X-Master-Key",
            "X-Client-Secret",
            "X-Password",
            "X-Passwd",
            "X-Passphrase",
            "X-Goog-IAP-JWT-Assertion",
            "X-GitHub-OTP",
            "X-Pwd",
            "X-Amz-Credential",
        ] {
            assert!(is_secret_name(name), "{name}");
            assert!(is_secret_name(&name.to_ascii_lowercase()), "{name}");
        }
    }

    #[test]
    fn names_of_other_things() {
        for name in [
            "Idempotency-Key",
            "X-Idempotency-Key",
            "IdempotencyKey",
            "Idempotency-Token",
            "Dedup-Key",
            "Sort-Key",
            "Partition-Key",
            "X-Cache-Key",
            "Surrogate-Key",
            "Routing-Key",
            "Primary-Key",
            "Public-Key",
            "Object-Key",
            "Public-Key-Pins",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Accept",
            "Keep-Alive",
            "Keywords",
            "X-Keyboard",
            "Monkey",
            "X-Monkey",
            "Turkey",
            "Author",
            "X-Author",
            "X-Author-Id",
            "Authority",
            "Next-Token",
            "X-Next-Page-Token",
            "PageToken",
            "X-NextPageToken",
            "Continuation-Token",
            "X-Continuation-Token",
            "Cursor-Key",
            "X-RateLimit-Limit-Tokens",
            "X-Tokens",
            "Token-Type",
            "X-Token-Count",
            "Key-Id",
            "Access-Control-Allow-Credentials",
            "Access-Control-Request-Headers",
            "WWW-Authenticate",
            "Proxy-Authenticate",
            "Accept",
            "X-Request-Id",
            "Content-Type",
            "X-Team",
            "User-Agent",
            "Etag",
            "Location",
            "X-Signature",
            "X-Tenant",
            "Passenger",
            "",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
