"""Tencent Cloud's own package for short messages, unchanged: tencentcloud-sdk-python-sms."""

import os
import sys
from pathlib import Path

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import SendSmsRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

sys.path.insert(0, str(Path(__file__).parent.parent))

from phones import PHONE, SECRET, fault, messages, register  # noqa: E402
from report import Report  # noqa: E402

register(
    "tencent",
    "AKID0JUDGE",
    sign_names=["清音"],
    app_id="1400006666",
    templates={"1110": "{1}为您的登录验证码，请于{2}分钟内填写。"},
)

# The package trusts certifi's authorities, whatever the environment says, unless it is told another.
PROFILE = ClientProfile(httpProfile=HttpProfile(certification=os.environ["REQUESTS_CA_BUNDLE"]))

report = Report()


def send(secret=SECRET, name="AKID0JUDGE", **changed):
    request = SendSmsRequest()
    asked = {
        "PhoneNumberSet": [f"+86{PHONE}"],
        "SmsSdkAppId": "1400006666",
        "SignName": "清音",
        "TemplateId": "1110",
        "TemplateParamSet": ["042137", "5"],
        "SessionContext": "a+b c",
    }
    for field, value in {**asked, **changed}.items():
        setattr(request, field, value)
    return SmsClient(Credential(name, secret), "ap-guangzhou", PROFILE).SendSms(request)


def status(**changed):
    (found,) = send(**changed).SendStatusSet
    return found


def refused(code, **changed):
    """That the package raises what was said of the whole call."""
    try:
        found = send(**changed)
    except TencentCloudSDKException as error:
        assert error.get_code() == code, error.get_code()
        return
    raise AssertionError(f"it was not refused: {found}")


@report.tries("tencent: sends a message")
def sends():
    messages()
    found = status()
    assert (found.Code, found.PhoneNumber, found.Fee, found.SessionContext) == ("Ok", f"+86{PHONE}", 1, "a+b c")
    (message,) = messages()
    assert message["text"] == "【清音】042137为您的登录验证码，请于5分钟内填写。"
    assert message["receipt"] == found.SerialNo


@report.tries("tencent: a wrong secret is refused")
def wrong_secret():
    refused("AuthFailure.SignatureFailure", secret="another")


@report.tries("tencent: an unknown key is refused")
def unknown_key():
    refused("AuthFailure.SecretIdNotFound", name="AKID0NOBODY")


@report.tries("tencent: a clock that is wrong is refused")
def wrong_clock():
    with fault("tencent", "wrong_clock"):
        refused("AuthFailure.SignatureExpire")


@report.tries("tencent: what is wrong with a call is an error")
def whole_call():
    refused("MissingParameter.EmptyPhoneNumberSet", PhoneNumberSet=[])
    refused("UnauthorizedOperation.SmsSdkAppIdVerifyFail", SmsSdkAppId="1")
    with fault("tencent", "no_permission"):
        refused("UnauthorizedOperation.RequestPermissionDeny")
    with fault("tencent", "too_many", "whole_call"):
        refused("LimitExceeded.PhoneNumberDailyLimit")


@report.tries("tencent: what is wrong with a number is its status")
def numbers():
    messages()
    for changed, code in [
        ({"PhoneNumberSet": ["+861"]}, "InvalidParameterValue.IncorrectPhoneNumber"),
        ({"SignName": "别人"}, "FailedOperation.SignatureIncorrectOrUnapproved"),
        ({"TemplateId": "1111"}, "FailedOperation.TemplateIncorrectOrUnapproved"),
        ({"TemplateParamSet": ["042137"]}, "FailedOperation.TemplateParamSetNotMatchApprovedTemplate"),
    ]:
        found = status(**changed)
        assert (found.Code, found.SerialNo, found.Fee) == (code, "", 0), found
    for name, code in [
        ("too_many", "LimitExceeded.PhoneNumberDailyLimit"),
        ("arrears", "FailedOperation.InsufficientBalanceInSmsPackage"),
    ]:
        with fault("tencent", name):
            assert status().Code == code
    assert messages() == []
    good, bad = send(PhoneNumberSet=[f"+86{PHONE}", "+861"]).SendStatusSet
    assert (good.Code, bad.Code) == ("Ok", "InvalidParameterValue.IncorrectPhoneNumber")


sys.exit(report.failed)
