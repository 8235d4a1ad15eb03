"""PyPI's social-auth-core: WeChat, QQ, Weibo, Apple and OpenID Connect, by backends made for the real vendors."""

import sys
from pathlib import Path
from types import SimpleNamespace

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from social_core.backends.apple import AppleIdAuth
from social_core.backends.open_id_connect import OpenIdConnectAuth
from social_core.backends.qq import QQOAuth2
from social_core.backends.weibo import WeiboOAuth2
from social_core.backends.weixin import WeixinOAuth2, WeixinOAuth2APP
from social_core.exceptions import SocialAuthBaseException
from social_core.strategy import BaseStrategy

sys.path.insert(0, str(Path(__file__).parent.parent))

from browser import BACK, agree, fault, register  # noqa: E402
from report import Report  # noqa: E402


class Nonces:
    """States that were handed out; each comes back once."""

    def __init__(self):
        self.open = set()

    def use(self, scope, timestamp, salt):
        self.open.add((scope, timestamp, salt))
        return True

    def consume(self, scope, timestamp, salt):
        known = (scope, timestamp, salt) in self.open
        self.open.discard((scope, timestamp, salt))
        return known


class Associations:
    """Nonces of id tokens."""

    def __init__(self):
        self.kept = []

    def store(self, url, association):
        kept = {"id": len(self.kept), "url": url, "handle": association.handle, "assoc_type": association.assoc_type}
        self.kept.append(SimpleNamespace(is_expired=lambda: False, **kept))

    def get(self, server_url, handle):
        return [kept for kept in self.kept if (kept.url, kept.handle) == (server_url, handle)]

    def remove(self, ids):
        self.kept = [kept for kept in self.kept if kept.id not in ids]


class Strategy(BaseStrategy):
    """An application with one session, which takes whatever user the backend has found."""

    def __init__(self, settings):
        super().__init__(SimpleNamespace(nonce=Nonces(), association=Associations(), user=None))
        self.settings = settings
        self.session = {}
        self.called_back = {}

    def get_setting(self, name):
        return self.settings[name]

    def request_data(self, merge=True):
        return self.called_back

    get_request_data = request_data

    def session_get(self, name, default=None):
        return self.session.get(name, default)

    def session_set(self, name, value):
        self.session[name] = value

    def session_pop(self, name):
        return self.session.pop(name, None)

    def build_absolute_uri(self, path=None):
        return path or ""

    def authenticate(self, backend, *args, **kwargs):
        return kwargs["response"]


KEY = ec.generate_private_key(ec.SECP256R1())
PRIVATE = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
PUBLIC = (
    KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
)

register(vendor="wechat", client_id="wx0000000social01", secret="wechat-secret")
register(vendor="qq", client_id="101000003", secret="qq-secret")
register(vendor="weibo", client_id="2000000003", secret="weibo-secret")
register(vendor="oidc", client_id="social-app", secret="oidc-secret")
register(
    vendor="apple", client_id="example.social.web", team_id="TEAM000003", key_id="KEY0000003", public_key=PUBLIC
)
SETTINGS = {
    "SOCIAL_AUTH_WEIXIN_KEY": "wx0000000social01",
    "SOCIAL_AUTH_WEIXIN_SECRET": "wechat-secret",
    "SOCIAL_AUTH_WEIXINAPP_KEY": "wx0000000social01",
    "SOCIAL_AUTH_WEIXINAPP_SECRET": "wechat-secret",
    "SOCIAL_AUTH_WEIXINAPP_SCOPE": ["snsapi_userinfo"],
    "SOCIAL_AUTH_WEIXINAPP_IGNORE_DEFAULT_SCOPE": True,
    "SOCIAL_AUTH_QQ_KEY": "101000003",
    "SOCIAL_AUTH_QQ_SECRET": "qq-secret",
    "SOCIAL_AUTH_WEIBO_KEY": "2000000003",
    "SOCIAL_AUTH_WEIBO_SECRET": "weibo-secret",
    "SOCIAL_AUTH_APPLE_ID_CLIENT": "example.social.web",
    "SOCIAL_AUTH_APPLE_ID_TEAM": "TEAM000003",
    "SOCIAL_AUTH_APPLE_ID_KEY": "KEY0000003",
    "SOCIAL_AUTH_APPLE_ID_SECRET": PRIVATE,
    "SOCIAL_AUTH_APPLE_ID_SCOPE": ["name", "email"],
    "SOCIAL_AUTH_OIDC_KEY": "social-app",
    "SOCIAL_AUTH_OIDC_SECRET": "oidc-secret",
    "SOCIAL_AUTH_OIDC_OIDC_ENDPOINT": "https://oidc.lab.example",
    "SOCIAL_AUTH_OIDC_USE_PKCE": True,
}


def sign_in(backend, person="lin", decision="agree", twice=False):
    """What the backend has found out about the person."""
    strategy = Strategy(SETTINGS)
    strategy.called_back = agree(backend(strategy, redirect_uri=BACK).auth_url(), person, decision)
    session = dict(strategy.session)
    found = backend(strategy, redirect_uri=BACK).auth_complete()
    if twice:
        # The same answer of the vendor's, in a session that has not seen it.
        strategy.session, strategy.storage.nonce.consume = session, lambda *_: True
        backend(strategy, redirect_uri=BACK).auth_complete()
    return found


def refused(backend, *args, **kwargs):
    """That the backend finds nobody, and says so in its own words."""
    try:
        found = sign_in(backend, *args, **kwargs)
    except SocialAuthBaseException as error:
        return error
    raise AssertionError(f"it found {found}")


report = Report()


@report.tries("wechat: signs in")
def wechat():
    for backend in (WeixinOAuth2, WeixinOAuth2APP):
        found = sign_in(backend)
        # It reads `text/plain` as Latin-1 and repairs that: only bytes as the vendor sends them come out right.
        assert found["nickname"] == "林晚舟", found["nickname"]
        assert found["openid"].startswith("o") and found["unionid"].startswith("o")


@report.tries("wechat: knows the refusal of a used code")
def wechat_used():
    assert "40163" in repr(vars(refused(WeixinOAuth2, twice=True)))


@report.tries("wechat: knows a refusal that is HTTP 200")
def wechat_200():
    with fault("wechat", "error_with_200"):
        assert "40029" in repr(vars(refused(WeixinOAuth2)))


@report.tries("qq: signs in")
def qq():
    found = sign_in(QQOAuth2, "amu")
    assert found["nickname"] == '阿木 <b>&"木"</b>'
    assert len(found["openid"]) == 32 and found["figureurl_qq_1"].startswith("https://thirdqq.qlogo.cn/")


@report.tries("qq: knows the refusal of a used code")
def qq_used():
    refused(QQOAuth2, twice=True)


@report.tries("weibo: signs in")
def weibo():
    for person, number in (("lin", "7700000001"), ("chang", "5764607523034235005")):
        found = sign_in(WeiboOAuth2, person)
        assert (found["uid"], found["idstr"], str(found["id"])) == (number, number, number)


@report.tries("weibo: asks whose a token is")
def weibo_token():
    strategy = Strategy(SETTINGS)
    strategy.called_back = agree(WeiboOAuth2(strategy, redirect_uri=BACK).auth_url(), "chang")
    backend = WeiboOAuth2(strategy, redirect_uri=BACK)
    tokens = backend.request_access_token(
        backend.access_token_url(), method="POST", data=backend.auth_complete_params(backend.validate_state())
    )
    # A number here, a string there.
    assert backend.get_uid(tokens["access_token"]) == int(tokens["uid"]) == 5764607523034235005


@report.tries("weibo: knows the refusal of a used code")
def weibo_used():
    refused(WeiboOAuth2, twice=True)


@report.tries("weibo: notices expired_token")
def weibo_expired():
    with fault("weibo", "expired_token"):
        refused(WeiboOAuth2)


@report.tries("weibo: says that somebody refused")
def weibo_denied():
    refused(WeiboOAuth2, decision="refuse")


@report.tries("apple: signs in")
def apple():
    found = sign_in(AppleIdAuth, "zoe")
    assert found["email"].endswith("@privaterelay.appleid.com")
    assert found["_apple_user_name"] == {"firstName": "Zoë", "lastName": "Bell"}
    assert sign_in(AppleIdAuth, "zoe")["_apple_user_name"] == {}


@report.tries("apple: knows the refusal of a used code")
def apple_used():
    refused(AppleIdAuth, twice=True)


@report.tries("oidc: signs in with RS256")
def oidc():
    found = sign_in(OpenIdConnectAuth, "zoe")
    assert found["preferred_username"] == "zoe"


@report.tries("oidc: knows the refusal of a used code")
def oidc_used():
    refused(OpenIdConnectAuth, twice=True)


SIGNED = ["wrong_signature", "unsigned_token", "confused_algorithm", "unknown_kid", "other_issuer", "wrong_audience"]
SIGNED.append("expired_token")


def notices(vendor, backend, name):
    @report.tries(f"{vendor}: notices {name}")
    def attempt():
        with fault(vendor, name):
            refused(backend)


for name in SIGNED:
    notices("apple", AppleIdAuth, name)
for name in [*SIGNED, "stale_timestamp", "wrong_nonce", "wrong_state"]:
    notices("oidc", OpenIdConnectAuth, name)

sys.exit(report.failed)
