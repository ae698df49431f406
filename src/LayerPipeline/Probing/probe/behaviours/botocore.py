"""What users of botocore do first, with no network."""

import botocore.session
from botocore.exceptions import ClientError, ParamValidationError
from botocore.stub import Stubber


def client(name):
    session = botocore.session.get_session()
    return session.create_client(name, region_name="eu-west-1", aws_access_key_id="AKIAEXAMPLE", aws_secret_access_key="secret")


def behaviour_calls():
    queue = client("sqs")
    with Stubber(queue) as stub:
        stub.add_response("send_message", {"MessageId": "1", "MD5OfMessageBody": "900150983cd24fb0d6963f7d28e17f72"})
        assert queue.send_message(QueueUrl="https://sqs.eu-west-1.amazonaws.com/1/q", MessageBody="abc")["MessageId"] == "1"
        stub.add_client_error("delete_queue", "AccessDenied")
        try:
            queue.delete_queue(QueueUrl="https://sqs.eu-west-1.amazonaws.com/1/q")
        except ClientError as error:
            assert error.response["Error"]["Code"] == "AccessDenied"
        else:
            raise AssertionError("an error was swallowed")


def behaviour_validation():
    try:
        client("sqs").send_message(QueueUrl=5)
    except ParamValidationError as error:
        assert "Missing required parameter" in str(error)
        return
    raise AssertionError("wrong parameters were accepted")


def behaviour_certificates():
    import os

    import botocore.httpsession

    assert os.path.getsize(botocore.httpsession.where()) > 100_000
