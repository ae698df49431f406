"""What users of matplotlib do first, without a display."""

import io

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402  The back end is chosen first.


def saved(figure, kind):
    stream = io.BytesIO()
    figure.savefig(stream, format=kind)
    plt.close(figure)
    return stream.getvalue()


def behaviour_plots():
    figure, axes = plt.subplots(2, 2)
    axes[0, 0].plot([1, 2, 3], [1, 4, 9], "r--", label=r"$\alpha^2$")
    axes[0, 0].legend()
    axes[0, 1].bar(["a", "b"], [1, 2])
    axes[1, 0].hist([1, 2, 2, 3], bins=3)
    image = axes[1, 1].imshow([[0, 1], [2, 3]], cmap="viridis")
    figure.colorbar(image)
    figure.suptitle("title")
    figure.tight_layout()
    assert saved(figure, "png").startswith(b"\x89PNG")


def behaviour_formats():
    for kind, start in (("svg", b"<?xml"), ("pdf", b"%PDF"), ("ps", b"%!PS")):
        figure, axis = plt.subplots()
        axis.scatter([1, 2], [3, 4], c=[0.1, 0.9])
        axis.set_title("Grüße $\\frac{1}{2}$")
        assert saved(figure, kind).startswith(start), kind


def behaviour_dates_and_styles():
    import datetime

    with plt.style.context("ggplot"):
        figure, axis = plt.subplots()
        axis.plot([datetime.date(2024, 1, day) for day in (1, 15, 31)], [1, 2, 3])
        axis.set_yscale("log")
        figure.autofmt_xdate()
        assert len(saved(figure, "png")) > 1000
    assert "seaborn-v0_8" in plt.style.available and len(plt.colormaps()) > 100


def behaviour_fonts():
    from matplotlib import font_manager

    assert font_manager.findfont("DejaVu Sans").endswith("DejaVuSans.ttf")


def behaviour_three_dimensions():
    figure = plt.figure()
    axis = figure.add_subplot(projection="3d")
    axis.plot_trisurf([0, 1, 0, 1], [0, 0, 1, 1], [0, 1, 1, 2])
    assert saved(figure, "png").startswith(b"\x89PNG")


def behaviour_contours():
    figure, axis = plt.subplots()
    axis.contourf([[0, 1, 2], [1, 2, 3], [2, 3, 4]], levels=3)
    axis.tricontour([0, 1, 0, 1], [0, 0, 1, 1], [0, 1, 2, 3])
    axis.quiver([0, 1], [0, 1], [1, 0], [0, 1])
    assert saved(figure, "png").startswith(b"\x89PNG")
