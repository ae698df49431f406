"""What users of opentelemetry-sdk do first."""

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider


def behaviour_spans():
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider(resource=Resource.create({"service.name": "probe"}))
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("probe")
    with tracer.start_as_current_span("outer", attributes={"a": 1}):
        with tracer.start_as_current_span("inner") as span:
            span.record_exception(ValueError("x"))
    inner, outer = exporter.get_finished_spans()
    assert inner.parent.span_id == outer.context.span_id and outer.attributes["a"] == 1
    assert outer.resource.attributes["service.name"] == "probe" and "inner" in inner.to_json()
    provider.shutdown()


def behaviour_global_provider():
    trace.set_tracer_provider(TracerProvider())
    with trace.get_tracer("probe").start_as_current_span("a") as span:
        assert span.get_span_context().is_valid


def behaviour_metrics():
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader

    reader = InMemoryMetricReader()
    provider = MeterProvider(metric_readers=[reader])
    meter = provider.get_meter("probe")
    meter.create_counter("requests").add(2)
    meter.create_histogram("seconds").record(0.5)
    found = reader.get_metrics_data().resource_metrics[0].scope_metrics[0].metrics
    assert sorted(metric.name for metric in found) == ["requests", "seconds"]
    provider.shutdown()


def behaviour_sampling():
    from opentelemetry.sdk.trace.sampling import TraceIdRatioBased

    tracer = TracerProvider(sampler=TraceIdRatioBased(0.0)).get_tracer("probe")
    assert not tracer.start_span("a").is_recording()
