//! Which neighbours may say for whom they speak.

use super::ConfigError;
use std::net::IpAddr;

/// Networks of reverse proxies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<(IpAddr, u8)>);

impl TrustedProxies {
    /// Whether this address belongs to one of the proxies.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|(network, length)| same_prefix(*network, address, *length))
    }

    /// The client behind `peer`: `peer` itself, unless it is a trusted proxy; then the last address of the
    /// `X-Forwarded-For` lines that is none. What a stranger wrote further left never counts.
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl IntoIterator<Item = &'a str>) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.contains(client) {
            return client;
        }
        let hops: Vec<&str> = forwarded.into_iter().flat_map(|line| line.split(',')).map(str::trim).collect();
        for hop in hops.into_iter().rev() {
            let Ok(address) = hop.parse::<IpAddr>() else { break };
            client = address.to_canonical();
            if !self.contains(client) {
                break;
            }
        }
        client
    }
}

fn same_prefix(network: IpAddr, address: IpAddr, length: u8) -> bool {
    let bits = |ip: IpAddr| match ip {
        IpAddr::V4(v4) => (32_u32, u128::from(v4.to_bits())),
        IpAddr::V6(v6) => (128, v6.to_bits()),
    };
    let ((width, a), (other, b)) = (bits(network), bits(address));
    let shift = width.saturating_sub(u32::from(length));
    width == other && a.checked_shr(shift).unwrap_or(0) == b.checked_shr(shift).unwrap_or(0)
}

/// `127.0.0.1, 10.0.0.0/8`: addresses and networks between commas.
pub(super) fn parse(value: &str) -> Result<TrustedProxies, ConfigError> {
    let networks = value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| {
        let (address, length) = part.split_once('/').map_or((part, None), |(a, l)| (a, Some(l)));
        let network = address.parse::<IpAddr>().ok().and_then(|ip| {
            let width = if ip.is_ipv4() { 32 } else { 128 };
            let length = length.map_or(Some(width), |l| l.parse().ok())?;
            (length <= width).then_some((ip, length))
        });
        network.ok_or_else(|| {
            let remedy = "Write addresses or networks between commas, such as 127.0.0.1, 10.0.0.0/8.";
            ConfigError::new("RELAIS_TRUSTED_PROXIES", format!("«{part}» is no address or network"), remedy)
        })
    });
    networks.collect::<Result<_, _>>().map(TrustedProxies)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &str, peer: &str, forwarded: &[&str]) -> String {
        let proxies = parse(trusted).unwrap();
        proxies.client(peer.parse().unwrap(), forwarded.iter().copied()).to_string()
    }

    #[test]
    fn nobody_is_believed_unless_trusted() {
        assert_eq!(client("", "203.0.113.9", &["1.2.3.4"]), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "203.0.113.9", &["1.2.3.4"]), "203.0.113.9");
    }

    #[test]
    fn the_last_stranger_behind_trusted_proxies_is_the_client() {
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["6.6.6.6, 203.0.113.9, 10.0.0.7"]), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["6.6.6.6", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["203.0.113.9, junk"]), "10.1.2.3");
        assert_eq!(client("127.0.0.1", "::ffff:127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(client("0.0.0.0/0", "10.1.2.3", &["203.0.113.9"]), "203.0.113.9");
    }
}
