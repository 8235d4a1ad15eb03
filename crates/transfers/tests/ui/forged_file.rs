//! There is no file without a transfer that was approved: its parts are closed.
use ids::TransferHandoverId;
use transfers::HandingOver;

fn named(file: &HandingOver) -> TransferHandoverId {
    file.id //~ E0616
}

fn main() {}
