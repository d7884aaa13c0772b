'use client'

import { useMemo } from 'react'
import type { Mask } from '@/lib/labeling/canvas/geometry'
import { bitmapOf } from '@/lib/labeling/canvas/rle'

/** A mask in one colour, half seen through, as an image within an SVG. */
export function MaskImage({ mask, colour }: { mask: Mask; colour: string }) {
  const href = useMemo(() => paint(mask, colour), [mask, colour])
  return <image href={href} x={mask.x} y={mask.y} width={mask.width} height={mask.height} style={{ imageRendering: 'pixelated' }} />
}

function paint(mask: Mask, colour: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = mask.width
  canvas.height = mask.height
  const context = canvas.getContext('2d')!
  const image = context.createImageData(mask.width, mask.height)
  const value = parseInt(colour.slice(1), 16)
  bitmapOf(mask).bits.forEach((bit, index) => bit && image.data.set([value >> 16, (value >> 8) & 255, value & 255, 128], index * 4))
  context.putImageData(image, 0, 0)
  return canvas.toDataURL()
}
