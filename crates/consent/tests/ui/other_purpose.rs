//! A phone number does not open for the listening history.
use consent::{Permit, Personal};
use policy::{PlayHistory, SignInVerification};

fn read(phone: &Personal<String, SignInVerification>, permit: &Permit<PlayHistory>) -> String {
    phone.open(permit).clone() //~ E0308
}

fn main() {}
