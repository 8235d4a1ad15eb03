"""Aliyun's own packages for short messages and for one tap, unchanged: alibabacloud-dysmsapi20170525 and -dypnsapi20170525."""

import json
import sys
from pathlib import Path

from alibabacloud_dypnsapi20170525.client import Client as Numbers
from alibabacloud_dypnsapi20170525.models import GetMobileRequest
from alibabacloud_dysmsapi20170525.client import Client as Messages
from alibabacloud_dysmsapi20170525.models import SendSmsRequest
from alibabacloud_tea_openapi.models import Config
from Tea.exceptions import TeaException

sys.path.insert(0, str(Path(__file__).parent.parent))

from phones import PHONE, SECRET, fault, messages, register, token  # noqa: E402
from report import Report  # noqa: E402

# Marks that one encoding writes otherwise than another.
SIGN_NAME = "清音 ~*(测试)+'"
register("aliyun", "LTAI0JUDGE", sign_names=[SIGN_NAME], templates={"SMS_1": "验证码${code}"})

report = Report()


def client(kind, secret=SECRET, name="LTAI0JUDGE"):
    return kind(Config(access_key_id=name, access_key_secret=secret, endpoint=HOSTS[kind]))


HOSTS = {Messages: "dysmsapi.aliyuncs.com", Numbers: "dypnsapi.aliyuncs.com"}


def send(code="042137", using=None, **changed):
    asked = {
        "phone_numbers": PHONE,
        "sign_name": SIGN_NAME,
        "template_code": "SMS_1",
        "template_param": json.dumps({"code": code}),
        "out_id": "a+b c/d",
    }
    return (using or client(Messages)).send_sms(SendSmsRequest(**{**asked, **changed})).body


def mobile(access_token):
    return client(Numbers).get_mobile(GetMobileRequest(access_token=access_token, out_id="7")).body


def gateway_refuses(code, action):
    """That the package raises what the gateway said."""
    try:
        found = action()
    except TeaException as error:
        assert error.code == code, error.code
        return
    raise AssertionError(f"it was not refused: {found}")


@report.tries("aliyun: sends a message")
def sends():
    messages()
    answer = send()
    assert (answer.code, answer.message) == ("OK", "OK") and answer.request_id
    (message,) = messages()
    assert message["text"] == f"【{SIGN_NAME}】验证码042137"
    assert (message["receipt"], message["reference"]) == (answer.biz_id, "a+b c/d")


@report.tries("aliyun: a wrong secret is refused")
def wrong_secret():
    gateway_refuses("SignatureDoesNotMatch", lambda: send(using=client(Messages, secret="another")))


@report.tries("aliyun: an unknown key is refused")
def unknown_key():
    gateway_refuses("InvalidAccessKeyId.NotFound", lambda: send(using=client(Messages, name="LTAI0NOBODY")))


@report.tries("aliyun: a clock that is wrong is refused")
def wrong_clock():
    with fault("aliyun", "wrong_clock"):
        gateway_refuses("InvalidTimeStamp.Expired", send)


@report.tries("aliyun: refusals of the gateway are known from 200 as well")
def with_200():
    with fault("aliyun", "wrong_signature", "error_with_200"):
        assert send().code == "SignatureDoesNotMatch"


@report.tries("aliyun: what is wrong with a message comes in the answer")
def business():
    for changed, code in [
        ({"phone_numbers": "1380013800"}, "isv.MOBILE_NUMBER_ILLEGAL"),
        ({"sign_name": "别人"}, "isv.SMS_SIGNATURE_ILLEGAL"),
        ({"template_code": "SMS_2"}, "isv.SMS_TEMPLATE_ILLEGAL"),
        ({"template_param": "{"}, "isv.INVALID_JSON_PARAM"),
        ({"template_param": "{}"}, "isv.TEMPLATE_MISSING_PARAMETERS"),
    ]:
        answer = send(**changed)
        assert (answer.code, answer.biz_id) == (code, None), answer
    assert messages() == []


@report.tries("aliyun: limits and arrears come in the answer")
def limits():
    for name, code in [
        ("too_many", "isv.BUSINESS_LIMIT_CONTROL"),
        ("arrears", "isv.OUT_OF_SERVICE"),
        ("no_permission", "isp.RAM_PERMISSION_DENY"),
    ]:
        with fault("aliyun", name):
            assert send().code == code


@report.tries("dypns: tells whose number a token is, once")
def taps():
    made = token()
    answer = mobile(made)
    assert (answer.code, answer.get_mobile_result_dto.mobile) == ("OK", PHONE)
    again = mobile(made)
    assert again.code != "OK" and again.get_mobile_result_dto is None
    assert mobile("nobody's/+=").code != "OK"


@report.tries("dypns: limits and arrears come in the answer")
def tap_limits():
    with fault("aliyun", "arrears"):
        assert mobile(token()).code == "isv.OUT_OF_SERVICE"


@report.tries("dypns: a clock that is wrong is refused")
def tap_clock():
    with fault("aliyun", "wrong_clock"):
        gateway_refuses("InvalidTimeStamp.Expired", lambda: mobile(token()))


sys.exit(report.failed)
