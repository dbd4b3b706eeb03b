"""Judges requests by openapi-core and jsonschema: a line of JSON in, a line of JSON out.

`cargo xtask corpus --calls` runs it in a virtual environment with the document as its argument. `values` checks planned
values against their schemas, `request` a recorded request, `response` a body that another judge made.
"""

import json
import sys
from email.parser import BytesParser
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from jsonschema import Draft4Validator, FormatChecker
from openapi_schema_validator import (
    OAS30Validator,
    OAS31Validator,
    oas30_format_checker,
    oas31_format_checker,
)
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4, DRAFT202012
from werkzeug.datastructures import Headers, ImmutableMultiDict

BASE = "urn:document"

# The objections of a schema that are listed.
MOST = 8

# The formats of integers that the validators do not know, or read as names of other types.
INTEGERS = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint": (0, 2**64 - 1),
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
}


class Request:
    """A recorded request, as openapi-core wants it."""

    def __init__(self, message):
        headers = Headers(message["headers"])
        split = urlsplit(message["target"])
        cookies = {}
        for pair in headers.get("cookie", "").split(";"):
            if "=" in pair:
                name, value = pair.strip().split("=", 1)
                cookies[name] = value
        self.host_url = "http://judge"
        self.path = unquote_to_bytes(split.path).decode("utf-8", "replace")
        self.method = message["method"].lower()
        query = parse_qsl(split.query, keep_blank_values=True)
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(query), header=headers, cookie=ImmutableMultiDict(cookies)
        )
        self.content_type = headers.get("content-type", "")
        self.body = bytes.fromhex(message["body"]) or None


def without_servers(document):
    """The path of a recorded request is without that of a server."""
    document = json.loads(json.dumps(document))
    document["servers"] = [{"url": "http://judge"}]
    for item in document.get("paths", {}).values():
        if isinstance(item, dict):
            item.pop("servers", None)
            for operation in item.values():
                if isinstance(operation, dict):
                    operation.pop("servers", None)
    return document


def of_schema(error):
    """An error of a schema with its place, without the value."""
    place = "/".join(str(part) for part in error.absolute_path) or "the root"
    value = repr(error.instance)
    message = error.message.replace(value, "the value") if len(value) > 40 else error.message
    return f"at {place}: {message[:300]}"


def objections(error):
    """The objections that an error holds: those of a schema, each with its place, or else the error itself."""
    chain = []
    while error is not None and len(chain) < 6:
        chain.append(error)
        error = error.__cause__ or error.__context__
    for link in chain:
        inner = list(getattr(link, "schema_errors", None) or [])
        if inner:
            where = str(chain[0]).split(":")[0][:100]
            return [f"{where}: {of_schema(error)}" for error in inner[:MOST]]
    texts = []
    for link in chain:
        text = (str(link) or type(link).__name__).replace("\n", " ")[:250]
        if text not in texts:
            texts.append(text)
    return [" < ".join(texts[:3])]


def reasons(error):
    """The causes of an error, in one line."""
    return "; ".join(objections(error))


def without_siblings(value):
    """Until 3.1, keys beside a reference are ignored (3.0.3, section 4.7.23); the validators read them."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            return {"$ref": value["$ref"]}
        return {key: without_siblings(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_siblings(inner) for inner in value]
    return value


def null_alone(value):
    """`anyOf: [X, {nullable: true}]` is how schemars writes X or null; by the letter, its second schema takes any value."""
    if isinstance(value, dict):
        return {
            key: [{"enum": [None]} if one == {"nullable": True} else null_alone(one) for one in inner]
            if key in ("anyOf", "oneOf") and isinstance(inner, list)
            else null_alone(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [null_alone(inner) for inner in value]
    return value


def without_names(value):
    """Without a mapping, the validators take the value of a discriminator for the name of a schema, which no document has to
    follow: then the alternatives themselves decide."""
    if isinstance(value, dict):
        tag = value.get("discriminator")
        is_union = isinstance(value.get("oneOf") or value.get("anyOf"), list)
        is_bare = is_union and isinstance(tag, dict) and not tag.get("mapping")
        return {key: without_names(inner) for key, inner in value.items() if not (is_bare and key == "discriminator")}
    if isinstance(value, list):
        return [without_names(inner) for inner in value]
    return value


class Requests:
    """A document without `readOnly` properties among the required ones: `required` is for responses then (3.0.3, section
    4.7.24.1), which the validators do not know."""

    def __init__(self, document):
        self.document = document

    def resolved(self, schema):
        for _ in range(32):
            reference = schema.get("$ref") if isinstance(schema, dict) else None
            if not isinstance(reference, str) or not reference.startswith("#/"):
                break
            schema = self.document
            for token in reference[2:].split("/"):
                schema = schema.get(token.replace("~1", "/").replace("~0", "~")) if isinstance(schema, dict) else None
        return schema if isinstance(schema, dict) else {}

    def read_only(self, schema, depth=0):
        schema = self.resolved(schema)
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        names = {
            name
            for name, inner in properties.items()
            if isinstance(inner, dict)
            and (inner.get("readOnly") is True or self.resolved(inner).get("readOnly") is True)
        }
        parts = schema.get("allOf")
        for part in parts if isinstance(parts, list) and depth < 8 else []:
            names |= self.read_only(part, depth + 1)
        return names

    def made(self, value, inherited=frozenset()):
        if isinstance(value, list):
            return [self.made(inner, inherited) for inner in value]
        if not isinstance(value, dict):
            return value
        names = inherited
        if isinstance(value.get("required"), list) or isinstance(value.get("allOf"), list):
            names = inherited | self.read_only(value)
        made = {}
        for key, inner in value.items():
            if key == "required" and isinstance(inner, list):
                inner = [name for name in inner if name not in names]
                # Until 3.1, the list cannot be empty.
                if inner:
                    made[key] = inner
            else:
                made[key] = self.made(inner, names if key == "allOf" else frozenset())
        return made


def is_json(media_type):
    essence = media_type.split(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))


def read_json(body, **parameters):
    return json.loads(body)


def json_types(plan):
    """The media types of bodies in JSON, which openapi-core leaves as bytes if it does not know them by name."""
    names = {name for operation in plan["operations"] for name in operation["bodies"]}
    return {name.split(";")[0].strip(): read_json for name in names if is_json(name)}


def without_fragments(document):
    """A path with a fragment is called without it, as long as there is no path of that name."""
    paths = document.get("paths", {})
    made = {}
    for path, item in paths.items():
        plain = path.split("#")[0]
        made[path if plain in paths or plain in made else plain] = item
    return {**document, "paths": made}


def without_null(schema):
    """A schema of what can be sent as a parameter: null cannot, and a default is not sent. What is left is often one type,
    which openapi-core has to know to read a list or an object."""
    if not isinstance(schema, dict):
        return schema
    schema = {key: value for key, value in schema.items() if key != "default"}
    types = schema.get("type")
    if isinstance(types, list) and "null" in types and len(types) > 1:
        types = [name for name in types if name != "null"]
        schema["type"] = types[0] if len(types) == 1 else types
    for key in ("anyOf", "oneOf"):
        alternatives = schema.get(key)
        if isinstance(alternatives, list):
            left = [one for one in alternatives if one not in ({"type": "null"}, {"enum": [None]})]
            if len(left) == 1 and isinstance(left[0], dict):
                del schema[key]
                schema.update(left[0])
    return schema


def without_null_parameters(document):
    """A document whose parameters are not null."""
    paths = document.get("paths", {}).values()
    items = [item for item in paths if isinstance(item, dict)]
    operations = [inner for item in items for inner in item.values() if isinstance(inner, dict)]
    lists = [holder.get("parameters") for holder in items + operations]
    lists.append(list(document.get("components", {}).get("parameters", {}).values()))
    for parameter in [one for parameters in lists if isinstance(parameters, list) for one in parameters]:
        if isinstance(parameter, dict) and "schema" in parameter:
            parameter["schema"] = without_null(parameter["schema"])
    return document


def with_integers(formats):
    """A format checker that knows the formats of integers, too."""
    made = FormatChecker(formats=())
    made.checkers = dict(formats.checkers)
    for name, (least, most) in INTEGERS.items():
        made.checkers[name] = (lambda value, least=least, most=most: is_within(value, least, most), ())
    return made


def is_within(value, least, most):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return not is_number or (least <= value <= most and value == int(value))


def fields(media_type, content_type, raw):
    """The fields of a form, or the parts of a multipart body: the texts of each name."""
    if media_type == "application/x-www-form-urlencoded":
        pairs = parse_qsl(raw.decode("utf-8"), keep_blank_values=True)
    else:
        whole = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw)
        parts = whole.get_payload() if whole.is_multipart() else []
        pairs = [
            (part.get_param("name", header="content-disposition"), part.get_payload(decode=True).decode("utf-8"))
            for part in parts
        ]
    found = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return found


def of_text(text):
    """The value that a text is if it is JSON, or else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def readings(texts):
    """The values that the texts of one name can stand for."""
    if len(texts) == 1:
        yield texts[0]
        yield of_text(texts[0])
    yield texts
    yield [of_text(text) for text in texts]
    for separator in ",", " ", "|", "\t":
        if len(texts) == 1 and separator in texts[0]:
            yield texts[0].split(separator)
            yield [of_text(text) for text in texts[0].split(separator)]


class Judge:
    def __init__(self, document, plan):
        version = str(document.get("openapi", ""))
        is_31 = version.startswith("3.1")
        if not is_31:
            document = null_alone(without_siblings(document))
        document = without_names(document)
        self.document = document
        requests = Requests(document).made(document)
        self.operations = {operation["id"]: operation for operation in plan["operations"]}
        self.openapi = None
        self.why_not = "Swagger 2.0"
        if version:
            try:
                config = Config(spec_validator_cls=None, extra_media_type_deserializers=json_types(plan))
                without = without_null_parameters(without_fragments(without_servers(requests)))
                self.openapi = OpenAPI.from_dict(without, config=config)
            except Exception as error:
                self.why_not = reasons(error)
        # Swagger 2.0 is JSON Schema of draft 4, lists of types and of items among it.
        of_30 = OAS30Validator if version else Draft4Validator
        self.validator = OAS31Validator if is_31 else of_30
        self.formats = with_integers(oas31_format_checker if is_31 else oas30_format_checker)
        specification = DRAFT202012 if is_31 else DRAFT4
        received = Resource(contents=document, specification=specification)
        sent = Resource(contents=requests, specification=specification)
        self.received = Registry().with_resource(BASE, received)
        self.sent = Registry().with_resource(BASE, sent)

    def schema_errors(self, pointer, value, registry):
        schema = {"$ref": BASE + pointer}
        validator = self.validator(schema, registry=registry, format_checker=self.formats)
        errors = []
        for error in validator.iter_errors(value):
            errors.append(of_schema(error))
            if len(errors) == MOST:
                break
        return errors

    def parameter_errors(self, pointer, value):
        """A parameter of Swagger 2.0 is its own schema, but for the key `required`."""
        schema = self.document
        for token in pointer.removeprefix("#/").split("/"):
            token = token.replace("~1", "/").replace("~0", "~")
            schema = schema[int(token)] if isinstance(schema, list) else schema[token]
        schema = {key: inner for key, inner in schema.items() if key not in ("required", "in", "name")}
        return [error.message for error in self.validator(schema, format_checker=self.formats).iter_errors(value)][:3]

    def values(self, message):
        operation = self.operations[message["operation"]]
        found = []
        for key, value in message["values"].items():
            described = operation["parameters"].get(key)
            if described:
                found += [f"{key}: {error}" for error in self.tried(described["pointer"], value)]
        body = operation["bodies"].get(message["media_type"] or "")
        if body and body["pointer"]:
            found += [f"body: {error}" for error in self.tried(body["pointer"], message["body"])]
        return {"objections": found}

    def tried(self, pointer, value):
        try:
            if not pointer.endswith("schema"):
                return self.parameter_errors(pointer, value)
            return self.schema_errors(pointer, value, self.sent)
        except Exception:
            # A schema that this judge cannot read refuses nothing.
            return []

    def properties(self, pointer, depth=0):
        """The locations of the schemas of each property, in all parts and alternatives of a schema."""
        schema = self.document
        for token in pointer.removeprefix("#/").split("/"):
            token = unquote_to_bytes(token).decode().replace("~1", "/").replace("~0", "~")
            schema = schema[int(token)] if isinstance(schema, list) else schema[token]
        found = {}
        inner = []
        if isinstance(schema, dict) and depth < 12:
            if isinstance(schema.get("$ref"), str):
                inner.append(schema["$ref"])
            for key in ("allOf", "anyOf", "oneOf"):
                inner += [f"{pointer}/{key}/{index}" for index in range(len(schema.get(key) or []))]
            for name in schema.get("properties") or {}:
                token = quote(name.replace("~", "~0").replace("/", "~1"), safe="~")
                found[name] = [f"{pointer}/properties/{token}"]
        for one in inner:
            for name, pointers in self.properties(one, depth + 1).items():
                found.setdefault(name, []).extend(pointers)
        return found

    def form(self, pointer, found):
        """The object that the fields of a form, or parts, stand for: each value is the first reading that its schema
        takes."""
        described = self.properties(pointer)
        value = {}
        nested = {}
        for name, texts in found.items():
            base, bracket, key = name.partition("[")
            if name not in described and base in described and bracket and "[" not in key:
                if key == "]":
                    found_items = nested.setdefault(base, [])
                    found_items.extend(texts)
                else:
                    nested.setdefault(base, {})[key.rstrip("]")] = texts[0]
                continue
            value[name] = self.reading(described.get(name, []), list(readings(texts)))
        for name, inner in nested.items():
            parsed = (
                [of_text(text) for text in inner]
                if isinstance(inner, list)
                else {key: of_text(text) for key, text in inner.items()}
            )
            value[name] = self.reading(described[name], [inner, parsed])
        return value

    def reading(self, pointers, candidates):
        for candidate in candidates:
            if any(not self.schema_errors(pointer, candidate, self.sent) for pointer in pointers):
                return candidate
        return candidates[0]

    def request(self, message):
        return {"openapi-core": self.by_openapi_core(message), "jsonschema": self.by_schema(message)}

    def by_openapi_core(self, message):
        if self.openapi is None:
            return {"unable": self.why_not}
        try:
            errors = self.openapi.iter_request_errors(Request(message))
            return {"objections": [objection for error in errors for objection in objections(error)]}
        except Exception as error:
            return {"unable": f"{type(error).__name__}: {reasons(error)}"}

    def by_schema(self, message):
        operation = self.operations.get(message["operation"])
        headers = Headers(message["headers"])
        media_type = headers.get("content-type", "").split(";")[0].strip().lower()
        raw = bytes.fromhex(message["body"])
        bodies = operation["bodies"] if operation else {}
        if not bodies:
            return {"unable": "no body is described"}
        if not raw and not media_type:
            is_required = all(body["required"] for body in bodies.values())
            return {"objections": ["the body is missing"] if is_required else []}
        names = {name.split(";")[0].strip().lower(): body for name, body in bodies.items()}
        body = names.get(media_type)
        if body is None:
            ranges = [body for name, body in names.items() if "*" in name]
            if not ranges:
                return {"objections": [f"`{media_type}` is not a described media type"]}
            body = ranges[0]
        is_form = media_type == "application/x-www-form-urlencoded" or media_type.startswith("multipart/")
        if not is_json(media_type) and not (is_form and body["pointer"].endswith("schema")):
            return {"unable": f"`{media_type}` is neither JSON nor a form"}
        try:
            if is_form:
                value = self.form(body["pointer"], fields(media_type, headers["content-type"], raw))
            else:
                value = json.loads(raw)
        except (LookupError, UnicodeDecodeError) as error:
            return {"unable": f"{type(error).__name__}: {error}"}
        except ValueError as error:
            return {"objections": [f"the body is not JSON: {error}"]}
        try:
            return {"objections": self.schema_errors(body["pointer"], value, self.sent)}
        except Exception as error:
            return {"unable": f"{type(error).__name__}: {reasons(error)}"}

    def response(self, message):
        try:
            value = json.loads(bytes.fromhex(message["body"]))
            return {"objections": self.schema_errors(message["pointer"], value, self.received)}
        except Exception as error:
            return {"unable": f"{type(error).__name__}: {reasons(error)}"}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        plan = json.load(file)
    judge = Judge(document, plan)
    print("{}", flush=True)
    for line in sys.stdin:
        message = json.loads(line)
        try:
            result = getattr(judge, message["command"])(message)
        except Exception as error:
            result = {"failed": f"{type(error).__name__}: {reasons(error)}"}
        print(json.dumps(result), flush=True)


main()
