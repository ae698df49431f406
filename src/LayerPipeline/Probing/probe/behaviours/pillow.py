"""What users of Pillow do first."""

import io

from PIL import Image, ImageDraw


def picture():
    image = Image.new("RGB", (64, 48), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 8, 40, 30), fill=(200, 30, 30))
    draw.ellipse((20, 10, 60, 44), outline="blue")
    draw.line((0, 0, 63, 47), fill="green", width=3)
    return image


def behaviour_formats():
    for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO"):
        stream = io.BytesIO()
        picture().save(stream, kind)
        stream.seek(0)
        with Image.open(stream) as read:
            read.load()
            assert read.format == kind, kind


def behaviour_jpeg_2000():
    """Works where the library was built with it."""
    stream = io.BytesIO()
    picture().save(stream, "JPEG2000")
    stream.seek(0)
    assert Image.open(stream).size == (64, 48)


def behaviour_changes():
    from PIL import ImageChops, ImageEnhance, ImageFilter, ImageOps

    image = picture()
    results = [image.resize((32, 24), method) for method in (Image.NEAREST, Image.BILINEAR, Image.BICUBIC, Image.LANCZOS)]
    results += [image.rotate(30, expand=True), image.crop((5, 5, 30, 30)), image.quantize(8).convert("RGB")]
    results += [image.convert("L"), image.convert("CMYK"), ImageOps.autocontrast(image), ImageOps.grayscale(image)]
    results += [image.filter(ImageFilter.GaussianBlur(2)), image.filter(ImageFilter.SHARPEN), ImageEnhance.Contrast(image).enhance(1.5)]
    results += [ImageChops.invert(image), Image.blend(image, ImageOps.mirror(image), 0.5)]
    return [result.tobytes() for result in results]


def behaviour_text():
    from PIL import ImageFont

    image = picture()
    ImageDraw.Draw(image).text((2, 2), "abc", fill="black", font=ImageFont.load_default())
    assert image.tobytes() != picture().tobytes()


def behaviour_scalable_fonts():
    """Works where the library was built with FreeType."""
    from PIL import features

    assert features.check("freetype2") and features.version("freetype2")


def behaviour_animation_and_metadata():
    stream = io.BytesIO()
    picture().save(stream, "GIF", save_all=True, append_images=[picture().rotate(90)], duration=100)
    assert Image.open(stream).n_frames == 2
    exif = Image.Exif()
    exif[0x010E] = "title"
    stream = io.BytesIO()
    picture().save(stream, "JPEG", exif=exif)
    assert Image.open(stream).getexif()[0x010E] == "title"
