//! The file that is handed over: its beginning, one line for each person, and its certificate; pure.

use ids::{SubjectId, TransferHandoverId};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};
use units::Timestamp;

use crate::model::{HandedItem, Transfer};

/// Writes the file piece by piece, and knows what was in it.
///
/// The whole is one JSON document, each person on a line of their own; without its last line, the certificate, it is none.
/// So nobody takes a file that broke off for a whole one, and who receives it can read it line by line.
#[derive(Debug)]
pub(crate) struct Archive {
    hash: Sha256,
    people: u64,
    items: Vec<HandedItem>,
}

impl Archive {
    pub(crate) fn of(transfer: &Transfer) -> Self {
        let items = transfer.items.iter().map(|item| HandedItem { item: item.clone(), records: 0 });
        Self { hash: Sha256::new(), people: 0, items: items.collect() }
    }

    /// What was in it so far.
    pub(crate) fn items(&self) -> &[HandedItem] {
        &self.items
    }

    fn written(&mut self, piece: String) -> String {
        self.hash.update(piece.as_bytes());
        piece
    }

    /// How it begins: what it is, from whom to whom, and how many it is expected to hold.
    pub(crate) fn begin(
        &mut self,
        transfer: &Transfer,
        handover: TransferHandoverId,
        expected: u64,
        now: Timestamp,
    ) -> String {
        let head = json!({
            "format": "qingyin-transfer",
            "format_version": 1,
            "made_at": now,
            "transfer": transfer.id,
            "handover": handover,
            "receiver": transfer.receiver,
            "agreement": transfer.agreement,
            "agreement_on": transfer.agreement_on,
            "items": transfer.items,
            "policy_version": policy::current().version,
            "people_expected": expected,
        })
        .to_string();
        let open = head.strip_suffix('}').unwrap_or(&head);
        self.written(format!("{open},\"people\":[\n"))
    }

    /// One person's line: exactly an export of the kinds that the transfer names.
    pub(crate) fn person(
        &mut self,
        subject: SubjectId,
        exported: Vec<(String, rights::ExportedItem)>,
        now: Timestamp,
    ) -> String {
        let mut items = Map::new();
        for (item, exported) in exported {
            if let Some(count) = self.items.iter_mut().find(|one| one.item == item) {
                count.records += exported.records;
            }
            items.insert(item, exported.json);
        }
        let person = json!({
            "format": "qingyin-export",
            "format_version": 1,
            "made_at": now,
            "subject": subject,
            "policy_version": policy::current().version,
            "items": items,
        });
        let before = if self.people == 0 { "" } else { "," };
        self.people += 1;
        self.written(format!("{before}{person}\n"))
    }

    /// The certificate, which ends the file, and the SHA-256 of everything before it.
    pub(crate) fn end(self) -> (String, [u8; 32]) {
        let sha256: [u8; 32] = self.hash.finalize().into();
        let items: Map<String, Json> = self.items.into_iter().map(|one| (one.item, one.records.into())).collect();
        let certificate = json!({ "people": self.people, "items": items, "sha256": hex::encode(sha256) });
        (format!("],\"certificate\":{certificate}}}\n"), sha256)
    }
}
