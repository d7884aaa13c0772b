"""From the bytes of an image to what a network and the classical features take."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageOps

from .network import SIDE


def decode(picture: bytes | None) -> Image.Image | None:
    """The image, upright, in RGB on white; None where it cannot be read."""
    if not picture:
        return None
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(picture)))
        if image.mode in ("RGBA", "LA", "P"):
            image = image.convert("RGBA")
            ground = Image.new("RGBA", image.size, "white")
            return Image.alpha_composite(ground, image).convert("RGB")
        return image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def square(image: Image.Image, side: int = SIDE) -> np.ndarray:
    """The whole image on a square of ``side`` pixels, in the grey of the network's mean around it: (side, side, 3) uint8."""
    return np.asarray(ImageOps.pad(image, (side, side), Image.Resampling.BICUBIC, color=(127, 127, 127)))
