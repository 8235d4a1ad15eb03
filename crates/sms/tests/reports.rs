//! Reports of what became of messages.

use sms::reports::{self, NotReports, REPORT_BYTES_MAX, REPORTS_MAX};

/// The example of Aliyun's page on `SmsReport`, and one that failed.
const ALIYUN: &str = r#"[
  {"phone_number":"1381111****","send_time":"2017-01-01 00:00:00","report_time":"2017-01-01 00:00:00","success":true,
   "err_code":"DELIVERED","err_msg":"用户接收成功","sms_size":"1","biz_id":"12345^0","out_id":"67890"},
  {"phone_number":"13800138000","success":false,"err_code":"MK:0001","biz_id":"12346^0"},
  {"phone_number":"13800138000","success":false,"err_code":"MK:0001"}
]"#;
/// The example of Tencent Cloud's page 43547, and one that failed.
const TENCENT: &str = r#"[
  {"user_receive_time":"2015-10-17 08:03:04","nationcode":"86","mobile":"13xxxxxxxxx","report_status":"SUCCESS",
   "errmsg":"DELIVRD","description":"用户短信送达成功","sid":"5:1"},
  {"mobile":"13800138000","report_status":"FAIL","errmsg":"13800138000 is off","sid":"5:2"},
  {"mobile":"13800138000","report_status":"PERHAPS","errmsg":"","sid":"5:3"}
]"#;

fn told(reports: &[reports::Report]) -> Vec<(&str, bool, &str)> {
    reports.iter().map(|report| (report.receipt.as_str(), report.delivered, report.code.as_str())).collect()
}

#[test]
fn a_report_is_a_receipt_an_outcome_and_a_code() {
    let aliyun = reports::aliyun(ALIYUN.as_bytes()).expect("reports");
    assert_eq!(told(&aliyun), [("12345^0", true, "DELIVERED"), ("12346^0", false, "MK:0001")]);
    let tencent = reports::tencent(TENCENT.as_bytes()).expect("reports");
    assert_eq!(told(&tencent), [("5:1", true, "DELIVRD"), ("5:2", false, "unreadable")]);
    assert!(!format!("{aliyun:?}{tencent:?}").contains("138"));
}

#[test]
fn reports_are_bounded() {
    let list = |count: usize| format!("[{}]", vec![r#"{"biz_id":"1","success":true,"err_code":"D"}"#; count].join(","));
    assert_eq!(reports::aliyun(list(REPORTS_MAX).as_bytes()).map(|reports| reports.len()), Ok(REPORTS_MAX));
    assert_eq!(reports::aliyun(list(REPORTS_MAX + 1).as_bytes()), Err(NotReports::TooMany));
    assert_eq!(reports::tencent(&vec![b' '; REPORT_BYTES_MAX + 1]), Err(NotReports::TooMany));
    for none in ["", "{}", "[1]", "<html>", "[{]"] {
        assert_eq!(reports::tencent(none.as_bytes()), Err(NotReports::Malformed), "{none}");
    }
}
