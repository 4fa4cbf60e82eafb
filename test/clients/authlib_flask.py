"""A Flask app that signs in with Authlib. Prints one line of JSON with what came of each step."""
import json
import os
import sys
from urllib.parse import urlsplit

import requests
from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for

ENTRA = os.environ["ENTRA_URL"]
TENANT, CLIENT_ID, SECRET = sys.argv[1:4]

app = Flask(__name__)
app.secret_key = "a secret of at least thirty-two characters"
oauth = OAuth(app)
oauth.register(
    "microsoft",
    client_id=CLIENT_ID,
    client_secret=SECRET,
    authorize_url=f"{ENTRA}/{TENANT}/oauth2/v2.0/authorize",
    access_token_url=f"{ENTRA}/{TENANT}/oauth2/v2.0/token",
    api_base_url=f"{ENTRA}/v1.0/",
    client_kwargs={"scope": "User.Read"},
)


@app.get("/")
def home():
    return session["user"] if "user" in session else redirect(url_for("login"))


@app.get("/login")
def login():
    return oauth.microsoft.authorize_redirect(url_for("callback", _external=True))


@app.get("/callback")
def callback():
    token = oauth.microsoft.authorize_access_token()
    profile = oauth.microsoft.get("me", token=token).json()
    session["user"] = {"profile": profile["displayName"], "mail": profile["mail"], "token_type": token["token_type"]}
    return redirect(url_for("home"))


@app.get("/logout")
def logout():
    session.clear()
    return redirect(url_for("home"))


browser = app.test_client()
outcome = {"before": browser.get("/").status_code}
url = browser.get("/login").headers["Location"]
back = requests.post(f"{ENTRA}/.local-entra/sign-in", json={"url": url, "person": "kim"}).json()["url"]
parts = urlsplit(back)
browser.get(f"{parts.path}?{parts.query}")
outcome.update(browser.get("/").json)
browser.get("/logout")
outcome["after"] = browser.get("/").status_code
print(json.dumps(outcome))
