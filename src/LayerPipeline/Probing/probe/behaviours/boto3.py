"""What users of boto3 do first, with no network: clients are made, requests are signed and stubbed."""

import boto3
from botocore.stub import Stubber

KEYS = {"aws_access_key_id": "AKIAEXAMPLE", "aws_secret_access_key": "secret", "region_name": "eu-west-1"}


def behaviour_client():
    client = boto3.client("s3", **KEYS)
    with Stubber(client) as stub:
        stub.add_response("list_buckets", {"Buckets": [{"Name": "b"}]}, {})
        assert client.list_buckets()["Buckets"][0]["Name"] == "b"
    address = client.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"}, ExpiresIn=60)
    assert "b" in address and "Signature" in address
    assert client.get_paginator("list_objects_v2").result_keys and "object_exists" in client.waiter_names


def behaviour_resource():
    table = boto3.resource("dynamodb", **KEYS).Table("table")
    with Stubber(table.meta.client) as stub:
        stub.add_response("get_item", {"Item": {"id": {"N": "5"}}})
        assert table.get_item(Key={"id": 5})["Item"]["id"] == 5
    assert boto3.resource("s3", **KEYS).Object("b", "k").bucket_name == "b"


def behaviour_session():
    session = boto3.session.Session(**KEYS)
    assert {"s3", "dynamodb", "lambda", "sqs"} <= set(session.get_available_services())
    assert "eu-west-1" in session.get_available_regions("lambda") and "s3" in session.get_available_resources()
    for name in ("lambda", "sqs", "sns", "sts", "ssm", "events", "stepfunctions"):
        assert session.client(name).meta.region_name == "eu-west-1"
