"""Prints settings for schemathesis that name records which a service has.

Identifiers made up at random exist nowhere, so that everything but a 404 would go untried.
Usage: schemathesis.py ADDRESS, with a token for the API in SCORECARD_TEST_TOKEN if it needs one.
"""

import json
import os
import sys

import requests

TOKEN = os.environ.get("SCORECARD_TEST_TOKEN")
API = sys.argv[1] + "/api/v1"

session = requests.Session()
session.trust_env = False
if TOKEN:
    session.headers["Authorization"] = f"Bearer {TOKEN}"


def listed(path, key="id"):
    answer = session.get(API + path)
    answer.raise_for_status()
    found = answer.json()
    return [item[key] for item in (found["items"] if isinstance(found, dict) else found)]


contracts = listed("/contracts")
designs = [design["key"] for design in listed("/designs", "design")]


def of_all(what):
    return [name for contract in contracts for name in listed(f"/contracts/{contract}/{what}")]


def files(names, endings):
    return [f"{name}.{ending}" for name in names for ending in endings]


records = ["contracts", "scores", "kpis", "knowledge", "value", "composites", "actions"]
others = ["assessments", "points", "weightings", "lots", "ratings", "kpi-assessments"]
others += ["plans", "history"]
exports = files([*records, *others], ["csv", "json", "ods", "xlsx"])
over_time = ["trend", "variation", "gap", "gap-trend", "agreement", "heat", "criteria"]
names = [*over_time, "participation", "ageing", "value", "knowledge", "perspectives"]
charts = files(names, ["svg", "png", "csv"])
templates = ["contracts", "scores", "kpis"]

# Which operations take which of them, and as which parameter.
DICTIONARIES = {
    "contracts": contracts,
    "meetings": of_all("meetings"),
    "kpis": of_all("kpis"),
    "events": of_all("events"),
    "actions": of_all("actions"),
    "feedback": of_all("feedback"),
    "prompts": of_all("prompts"),
    "imports": listed("/imports"),
    "designs": designs,
    "exports": exports,
    "charts": charts,
    "templates": templates,
}
OPERATIONS = [
    ("/contracts/[{]id[}]/charts/", {"path.id": "contracts", "path.file": "charts"}),
    ("/contracts/[{]id[}](/[a-z]+)*$", {"path.id": "contracts"}),
    ("/meetings/[{]id", {"path.id": "meetings"}),
    ("/kpis/[{]id[}]/charts/", {"path.id": "kpis", "path.file": "charts"}),
    ("/kpis/[{]id[}](/[a-z]+)*$", {"path.id": "kpis"}),
    ("/events/[{]id", {"path.id": "events"}),
    ("/actions/[{]id", {"path.id": "actions"}),
    ("/feedback/[{]id", {"path.id": "feedback"}),
    ("/prompts/[{]id", {"path.id": "prompts"}),
    ("/imports/[{]id", {"path.id": "imports"}),
    ("/designs/[{]key", {"path.key": "designs"}),
    ("/exports/", {"path.file": "exports"}),
    ("/imports/templates/", {"path.kind": "templates"}),
]

if TOKEN:
    print('headers = { Authorization = "Bearer ${SCORECARD_TEST_TOKEN}" }')
for name, values in DICTIONARIES.items():
    print(f"[dictionaries.{name}]\nvalues = {json.dumps(values)}")
for path, parameters in OPERATIONS:
    print(f"[[operations]]\ninclude-path-regex = '^/api/v1{path}'\n[operations.parameters]")
    for parameter, name in parameters.items():
        print(f"'{parameter}' = {{ dictionary = '{name}', probability = 0.8 }}")
