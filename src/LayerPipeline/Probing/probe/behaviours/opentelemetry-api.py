"""What users of opentelemetry-api do first; without an SDK nothing is recorded."""

from opentelemetry import baggage, context, propagate, trace


def behaviour_spans():
    tracer = trace.get_tracer("probe")
    with tracer.start_as_current_span("outer") as span:
        span.set_attribute("a", 1)
        span.add_event("event")
        assert trace.get_current_span().get_span_context() is not None


def behaviour_context():
    """The context's implementation is found through an entry point."""
    token = context.attach(context.set_value("k", "v"))
    assert context.get_value("k") == "v"
    context.detach(token)
    assert context.get_value("k") is None and baggage.get_baggage("b", baggage.set_baggage("b", "1")) == "1"


def behaviour_propagation():
    """The propagators are found through entry points too."""
    carrier = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    span = trace.get_current_span(propagate.extract(carrier))
    assert format(span.get_span_context().trace_id, "032x") == "0af7651916cd43dd8448eb211c80319c"
    outgoing = {}
    propagate.inject(outgoing, trace.set_span_in_context(span))
    assert outgoing["traceparent"] == carrier["traceparent"]


def behaviour_metrics():
    from opentelemetry import metrics

    metrics.get_meter("probe").create_counter("requests").add(1, {"a": "b"})
