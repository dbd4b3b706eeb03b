//! Names of headers, cookies and parameters whose values are secrets.
//!
//! A name is compared as a whole, or word by word, and never by a part of a word: `X-Author` and `Tokenizer` are no secrets.
//! What the security schemes of a document name is a secret whatever its name is, and is not found here.

/// Names of secrets that no word says, without `x-`.
const NAMES: [&str; 28] = [
    "accesskey",
    "accesstoken",
    "accountkey",
    "amz-credential",
    "api-key-id",
    "apikey",
    "apitoken",
    "applicationkey",
    "appkey",
    "authkey",
    "authtoken",
    "clientkey",
    "clientsecret",
    "cookie",
    "cookie2",
    "csrftoken",
    "goog-iap-jwt-assertion",
    "idtoken",
    "masterkey",
    "oauthtoken",
    "privatekey",
    "refreshtoken",
    "secretkey",
    "sessionkey",
    "sessiontoken",
    "set-cookie",
    "set-cookie2",
    "trackertoken",
];

/// Names of cookies with which a server recognizes a session.
const SESSIONS: [&str; 14] = [
    "asp-net-sessionid",
    "connect-sid",
    "jsessionid",
    "laravel-session",
    "phpsessid",
    "remember-me",
    "sess",
    "session",
    "session-id",
    "sessid",
    "sessionid",
    "sid",
    "ssid",
    "xsrf-token",
];

/// The beginnings of names that have a word of a secret and no secret: lists of allowed names, demands for credentials,
/// and the random text of a handshake.
const PUBLIC: [&str; 4] = [
    "access-control-",
    "proxy-authenticate",
    "sec-websocket-",
    "www-authenticate",
];

/// Words that names of secrets have anywhere.
const WORDS: [&str; 5] = ["auth", "authentication", "authorization", "bearer", "oauth"];

/// Words that names of secrets end with.
const LAST_WORDS: [&str; 11] = [
    "credential",
    "credentials",
    "jwt",
    "otp",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "pwd",
    "secret",
    "totp",
];

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

/// Whether the value of a header is a secret, by the name of the header: `Authorization`, `Cookie`, `X-Api-Key`,
/// `Private-Token`, but not `Idempotency-Key`.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = plain(name);
    if PUBLIC.iter().any(|start| name.starts_with(start)) {
        return false;
    }
    let words: Vec<&str> = name.split('-').collect();
    let last = words.last().copied().unwrap_or_default();
    NAMES.contains(&name.strip_prefix("x-").unwrap_or(&name))
        || words.iter().any(|word| WORDS.contains(word))
        || LAST_WORDS.contains(&last)
        || ends_with_secret(&words)
}

/// Whether a cookie is a secret, by its name: `sid`, `session`, `access_token`, but not `theme`.
pub(crate) fn is_secret_cookie(name: &str) -> bool {
    let plain = plain(name);
    let plain = plain.trim_start_matches("--").trim_start_matches('-');
    let plain = ["secure-", "host-"]
        .iter()
        .find_map(|prefix| plain.strip_prefix(prefix))
        .unwrap_or(plain);
    SESSIONS.contains(&plain) || is_secret_name(plain)
}

/// Returns a name in lower case, its words joined by `-`.
fn plain(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    lower.replace(|char: char| !char.is_ascii_alphanumeric(), "-")
}

/// Whether the last word is a key or a token that is a secret.
fn ends_with_secret(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    matches!(*last, "key" | "token") && !before.iter().any(|word| NO_SECRET.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{is_secret_cookie, is_secret_name};

    #[test]
    fn a_part_of_a_word_is_no_secret() {
        for name in [
            "X-Authored-By",
            "X-Author",
            "Authoritative",
            "X-Tokenizer",
            "X-Secretary",
            "X-Secret-Santa",
            "X-Password-Policy",
            "X-Passwordless",
            "X-Jwt-Algorithm",
            "theme",
        ] {
            assert!(!is_secret_name(name), "{name}");
            assert!(!is_secret_cookie(name), "{name}");
        }
        for name in [
            "sid",
            "SESSION",
            "connect.sid",
            "__Host-session",
            "__Secure-access_token",
            "PHPSESSID",
        ] {
            assert!(is_secret_cookie(name), "{name}");
        }
    }

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
