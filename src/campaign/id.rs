//! The stable names (mã) by which pages and data refer to parts of the campaign.

use std::fmt;

use crate::diag::message;
use crate::span::Span;
use crate::text;
use crate::yaml::Value;

use super::part::Part;
use super::spanned::{Spanned, Text};

/// Declares ids: each its own type, so that one kind is never taken for another.
macro_rules! ids {
    ($($(#[$doc:meta])* $Id:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Id(Text);

        impl $Id {
            /// The id: lower-case letters a–z, digits and hyphens.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Where it stands.
            pub fn span(&self) -> Span {
                self.0.span()
            }

            pub(super) fn text(&self) -> &Text {
                &self.0
            }
        }

        impl fmt::Display for $Id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Part for $Id {
            fn read(value: &Value<'_>) -> Option<Self> {
                read(value).map(Self)
            }
        }
    )+};
}

ids! {
    /// Names one of the contents (nội dung thi đua).
    ContentId;
    /// Names a movement (phong trào).
    MovementId;
    /// Names an award (hình thức khen thưởng).
    AwardId;
    /// Names a criterion (tiêu chuẩn); no two awards share one.
    CriterionId;
    /// Names a part of the dossier (thành phần hồ sơ).
    DossierPartId;
    /// Names a step of the procedure (bước).
    StepId;
    /// Names a unit (phòng, ban, đơn vị trực thuộc).
    UnitId;
    /// Names an undertaking (công trình, phần việc).
    UndertakingId;
}

/// Reads an id. For one that is malformed its slug stands in, so that references made alike still meet it.
fn read(value: &Value<'_>) -> Option<Text> {
    let id = value.text()?;
    if is_id(&id) {
        return Some(Spanned::new(id, value.place()));
    }
    let slug = Some(text::slug(&id)).filter(|slug| is_id(slug));
    value.error(
        "id-invalid",
        message!(
            "mã “{id}” phải viết bằng chữ thường không dấu, chữ số và dấu gạch nối",
            "the id “{id}” must be of lower-case letters a–z, digits and hyphens"
        ),
        Some(match &slug {
            Some(slug) => message!("viết “{slug}”", "write “{slug}”"),
            None => message!("viết như “phong-tong-hop”", "write it like “phong-tong-hop”"),
        }),
    );
    slug.map(|slug| Spanned::new(slug, value.place()))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
