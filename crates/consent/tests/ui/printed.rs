//! A personal value has no text form and cannot be serialised.
use consent::Personal;
use policy::SignInVerification;

fn main() {
    let phone = Personal::<String, SignInVerification>::new("13800138000".to_owned());
    println!("{phone}"); //~ E0277
    serde_json::to_string(&phone).ok(); //~ E0277
}
