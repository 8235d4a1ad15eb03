//! The program, as it is started.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_qingyin-lab");

#[test]
fn it_listens_on_loopback_alone() {
    for wide in [&["--listen", "0.0.0.0:0"][..], &["--listen", "127.0.0.1:0", "--ismg", "0.0.0.0:0"]] {
        let output = Command::new(PROGRAM).arg("serve").args(wide).output().expect("the program");
        assert!(!output.status.success());
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(said.contains("is not on loopback"), "{said}");
    }
}

#[test]
fn it_says_where_it_is_and_what_can_be_tried() {
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--listen", "127.0.0.1:0", "--demo"]).stdout(Stdio::piped());
    let mut serving = command.spawn().expect("the program");
    let output = BufReader::new(serving.stdout.take().expect("a pipe"));
    let mut said = Vec::new();
    for line in output.lines() {
        let line = line.expect("UTF-8");
        let is_ready = line.starts_with("lab: ready http://127.0.0.1:");
        said.push(line);
        if is_ready {
            break;
        }
    }
    serving.kill().expect("it runs");
    serving.wait().expect("its end");
    assert!(said.last().is_some_and(|line| line.starts_with("lab: ready ")), "{said:?}");
    assert_eq!(said.iter().filter(|line| line.starts_with("lab: app {")).count(), 5);
    assert!(said.iter().any(|line| line == "-----BEGIN PRIVATE KEY-----"));
}

#[test]
fn it_names_its_hosts() {
    let output = Command::new(PROGRAM).arg("hosts").output().expect("the program");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(said.lines().any(|line| line == "127.0.0.1 api.weixin.qq.com"), "{said}");
}
