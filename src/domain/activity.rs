//! What passes between a lead and us: calls, e-mails, meetings, messages, and our own notes.

use std::str::FromStr;

/// The text names no such thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown code")]
pub struct UnknownCode;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }
        impl $name {
            /// Every value, in the order of forms.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// Stable code, used in the database, forms and the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }
        impl FromStr for $name {
            type Err = UnknownCode;
            fn from_str(s: &str) -> Result<Self, UnknownCode> {
                Self::ALL.iter().copied().find(|v| v.code() == s).ok_or(UnknownCode)
            }
        }
    };
}

codes! {
    /// What it was.
    Kind {
        /// A telephone call.
        Call = "call",
        /// An e-mail.
        Email = "email",
        /// A meeting, in a room or on a screen.
        Meeting = "meeting",
        /// A short message (SMS, LinkedIn, chat).
        Message = "message",
        /// A note for ourselves; never a contact.
        Note = "note",
    }
}
codes! {
    /// Who went to whom.
    Direction {
        /// From us to the lead.
        Outbound = "outbound",
        /// From the lead to us.
        Inbound = "inbound",
        /// Between us (notes).
        Internal = "internal",
    }
}
codes! {
    /// What came of it.
    Outcome {
        /// We spoke.
        Connected = "connected",
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// A message was left.
        Voicemail = "voicemail",
        /// They answered in writing.
        Replied = "replied",
        /// It did not arrive.
        Bounced = "bounced",
        /// The meeting took place.
        Held = "held",
        /// They did not come.
        NoShow = "no_show",
    }
}

impl Outcome {
    /// Whether a real exchange took place: what `sal → sql` asks for.
    pub const fn is_conversation(self) -> bool {
        matches!(self, Self::Connected | Self::Replied | Self::Held)
    }
    /// The outcomes that make sense for a kind.
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Call => &[Self::Connected, Self::NoAnswer, Self::Voicemail],
            Kind::Email | Kind::Message => &[Self::Replied, Self::Bounced],
            Kind::Meeting => &[Self::Held, Self::NoShow],
            Kind::Note => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.code().parse(), Ok(*kind));
            assert!(Outcome::of(*kind).iter().all(|o| o.code().parse() == Ok(*o)));
        }
        assert_eq!("fax".parse::<Kind>(), Err(UnknownCode));
    }

    #[test]
    fn only_exchanges_are_conversations() {
        let talks: Vec<_> = Outcome::ALL.iter().filter(|o| o.is_conversation()).map(|o| o.code()).collect();
        assert_eq!(talks, ["connected", "replied", "held"]);
    }
}
