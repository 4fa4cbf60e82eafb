"""MSAL Python, as a Flask app, a command line and a daemon have it. Prints one line of JSON with what came of each."""
import json
import os
import sys
from urllib.parse import parse_qsl, urlsplit

import msal
import requests

ENTRA = os.environ["ENTRA_URL"]
TENANT, WEB, SECRET, DEVICE, THUMBPRINT, API, API_SECRET, API_SCOPE = sys.argv[1:9]
AUTHORITY = f"{ENTRA}/{TENANT}"
SCOPES = ["User.Read"]
REDIRECT_URI = "http://localhost:5000/signed-in"


def control(path, **body):
    response = requests.post(f"{ENTRA}/.local-entra{path}", json=body or None)
    response.raise_for_status()
    return response.json() if response.content else None


def web_app(credential, client_id=WEB):
    return msal.ConfidentialClientApplication(
        client_id, authority=AUTHORITY, client_credential=credential, validate_authority=False
    )


def sign_in(app):
    flow = app.initiate_auth_code_flow(SCOPES, redirect_uri=REDIRECT_URI)
    back = control("/sign-in", url=flow["auth_uri"], person="kim")
    query = dict(parse_qsl(urlsplit(back["url"]).query))
    return app.acquire_token_by_auth_code_flow(flow, query)


def silent(app, scopes, **options):
    return app.acquire_token_silent(scopes, account=app.get_accounts()[0], **options)


with open(os.environ["APP_KEY_FILE"]) as file:
    key = file.read()

outcome = {}

app = web_app(SECRET)
result = sign_in(app)
outcome["signed_in"] = result["id_token_claims"]["name"]
outcome["cached"] = silent(app, SCOPES)["access_token"] == result["access_token"]
outcome["renewed"] = silent(app, SCOPES, force_refresh=True)["access_token"] != result["access_token"]
everything = ["https://graph.microsoft.com/.default"]
first = silent(app, everything)
outcome["default_cached"] = silent(app, everything)["access_token"] == first["access_token"]
userinfo = requests.get(
    requests.get(f"{AUTHORITY}/v2.0/.well-known/openid-configuration").json()["userinfo_endpoint"],
    headers={"Authorization": f"Bearer {result['access_token']}"},
).json()
outcome["same_subject"] = userinfo["sub"] == result["id_token_claims"]["sub"]

outcome["daemon"] = web_app(SECRET).acquire_token_for_client(everything)["token_type"]
certificate = {"private_key": key, "thumbprint": THUMBPRINT}
outcome["certificate"] = web_app(certificate).acquire_token_for_client(everything).get("token_type")
outcome["wrong_secret"] = web_app("wrong").acquire_token_for_client(everything)["error_codes"]

for_api = silent(app, [API_SCOPE])["access_token"]
on_behalf = web_app(API_SECRET, API).acquire_token_on_behalf_of(for_api, SCOPES)
outcome["on_behalf_of"] = requests.get(
    f"{ENTRA}/v1.0/me", headers={"Authorization": f"Bearer {on_behalf['access_token']}"}
).json()["displayName"]
app.remove_account(app.get_accounts()[0])
outcome["accounts_after"] = len(app.get_accounts())

device = msal.PublicClientApplication(DEVICE, authority=AUTHORITY, validate_authority=False)
flow = device.initiate_device_flow(SCOPES)
control("/device", url=flow["verification_uri"], code=flow["user_code"], person="kim")
outcome["device"] = device.acquire_token_by_device_flow(flow)["id_token_claims"]["preferred_username"]

print(json.dumps(outcome))
