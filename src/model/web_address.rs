//! An address on the web that may be opened: what a file says is not trusted to be one.

use url::Url;

use super::{Clean, Refusal};

/// Letters that an address has at most.
const LONGEST: usize = 2000;

/// An address with http or https, a host, and no name or password before it. It is ASCII: the host in
/// punycode, whatever is odd behind it percent-encoded.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct WebAddress {
    address: String,
    host: String,
}

impl WebAddress {
    /// Reads an address. Errs with what keeps it from being opened.
    pub fn parse(text: &Clean) -> Result<WebAddress, Refusal> {
        let hint = "an address begins with https:// and a host: https://example.org/page";
        let refused = |why: &str| Refusal::new(format!("{text} is not opened: {why}"), hint);
        let written = text.original();
        // Whoever reads an address would strip them, and go elsewhere than what is seen.
        if written.chars().any(|c| c.is_control()) || written != &**text {
            return Err(refused("it holds signs that nobody sees"));
        }
        let url = Url::parse(written.trim()).map_err(|error| refused(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("it is not of the web"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("before its host stands a name, as if that were the host"));
        }
        let host =
            url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| refused("no host"))?;
        if url.as_str().len() > LONGEST {
            return Err(refused("it is too long"));
        }
        Ok(WebAddress { host: host.to_owned(), address: url.as_str().to_owned() })
    }

    /// The whole address, in ASCII without a space or control.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Whose it is, in punycode where it is not in ASCII.
    pub fn host(&self) -> &str {
        &self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_web_is_ascii_and_says_whose_it_is() {
        for (text, address, host) in [
            ("https://example.org/a?b#c", "https://example.org/a?b#c", "example.org"),
            ("http://EXAMPLE.org", "http://example.org/", "example.org"),
            // A Cyrillic letter that looks like another is seen.
            ("https://\u{430}pple.com/x", "https://xn--pple-43d.com/x", "xn--pple-43d.com"),
            ("https://example.org/ä ö", "https://example.org/%C3%A4%20%C3%B6", "example.org"),
            (
                "https://مثال.إختبار/",
                "https://xn--mgbh0fb.xn--kgbechtv/",
                "xn--mgbh0fb.xn--kgbechtv",
            ),
        ] {
            let read = WebAddress::parse(&text.into()).unwrap();
            assert_eq!((read.as_str(), read.host()), (address, host));
            assert!(read.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        for (text, why) in [
            ("javascript:alert(1)", "not of the web"),
            ("file:///etc/passwd", "not of the web"),
            ("https://bank.example@evil.example/", "a name"),
            ("https://example.org/\u{1b}]8;;https://evil.example\u{7}", "nobody sees"),
            ("https://exam\u{202e}ple.org/", "nobody sees"),
            ("no address", "relative URL"),
            ("https://", "host"),
        ] {
            let refused = WebAddress::parse(&text.into()).unwrap_err();
            assert!(refused.message.contains(why), "{text}: {refused}");
            assert!(!refused.message.contains('\u{1b}'));
        }
        let long = format!("https://example.org/{}", "a".repeat(LONGEST));
        assert!(WebAddress::parse(&long.as_str().into()).is_err());
    }
}
