import { readFile } from 'node:fs/promises'
import { decode as decodeBmp } from 'bmp-ts'
import sharp, { type Sharp } from 'sharp'
import { artifactStore, type Blob } from '@/lib/artifacts/store'

/** Longest side of what browsers are shown, in pixels: beyond it canvases begin to fail. */
export const webSide = 8_192
const thumbSide = 256
const mostPixels = 268_402_689

const mimes: Record<string, string> = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif', tiff: 'image/tiff', heif: 'image/avif', bmp: 'image/bmp' }
/** What every browser draws by itself. */
const shown = new Set(['jpeg', 'png', 'webp', 'gif'])

export interface ReadImage {
  mime: string
  /** Pixels of the upright image. */
  width: number
  height: number
  /** EXIF orientation of the file, 1 to 8. */
  orientation: number
  web: (Blob & { mime: string }) | null
  thumb: Blob | null
  /** Why it cannot be labeled; empty where it can. */
  problem: string
}

/** A file's name that promises an image. */
export const imageName = /\.(jpe?g|jpe|jfif|png|webp|gif|tiff?|bmp|avif)$/i

/**
 * Decodes an image once: its upright size, a thumbnail, and a derivative where browsers cannot show the file itself (another
 * format, turned by EXIF, 16 bit, CMYK, very large). A file that cannot be decoded comes back with the reason.
 */
export async function readImage(file: string): Promise<ReadImage> {
  try {
    return await decode(file)
  } catch (error) {
    return { mime: 'application/octet-stream', width: 0, height: 0, orientation: 1, web: null, thumb: null, problem: reason(error) }
  }
}

async function decode(file: string): Promise<ReadImage> {
  const { image, format } = await open(file)
  const found = await image.metadata()
  if (format === 'svg') throw new Error('unsupported image format')
  const orientation = found.orientation ?? 1
  const { width, height } = found.autoOrient
  const deep = found.depth !== undefined && found.depth !== 'uchar'
  const plain = shown.has(format) && orientation === 1 && !deep && found.space !== 'cmyk' && Math.max(width, height) <= webSide
  const upright = image.clone().autoOrient()
  // Sixteen bits of grey seldom use their whole range; shown as they are, most of them would be black.
  const visible = (deep && found.channels === 1 ? await stretched(image, upright) : upright).toColourspace('srgb')
  const thumb = await keep(visible.clone().resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 80 }))
  if (plain) return { mime: mimes[format]!, width, height, orientation, web: null, thumb, problem: '' }
  const fitting = visible.clone().resize(webSide, webSide, { fit: 'inside', withoutEnlargement: true })
  const web = found.hasAlpha && format !== 'bmp' ? { ...(await keep(fitting.webp({ quality: 92 }))), mime: 'image/webp' } : { ...(await keep(fitting.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }))), mime: 'image/jpeg' }
  return { mime: mimes[format] ?? `image/${format}`, width, height, orientation, web, thumb, problem: '' }
}

/** The image upright and in colours that a screen shows, at its full size. */
export async function uprightImage(file: string): Promise<Sharp> {
  const { image } = await open(file)
  const { depth, channels } = await image.metadata()
  const upright = image.clone().autoOrient()
  return (depth !== undefined && depth !== 'uchar' && channels === 1 ? await stretched(image, upright) : upright).toColourspace('srgb')
}

/** The file as sharp reads it; BMP, which it cannot, through a decoder of its own. */
async function open(file: string): Promise<{ image: Sharp; format: string }> {
  const bytes = await readFile(file)
  if (bytes.length === 0) throw new Error('empty')
  const options = { failOn: 'error', limitInputPixels: mostPixels } as const
  if (bytes.toString('latin1', 0, 2) !== 'BM') {
    const image = sharp(bytes, options)
    return { image, format: (await image.metadata()).format }
  }
  const { data, width, height } = decodeBmp(bytes, { toRGBA: true })
  return { image: sharp(data, { ...options, raw: { width, height, channels: 4 } }).removeAlpha(), format: 'bmp' }
}

/** The range of grey that the image uses, spread over all there is. */
async function stretched(image: Sharp, upright: Sharp): Promise<Sharp> {
  const { min, max } = (await image.clone().stats()).channels[0]!
  const factor = max > min ? 65_535 / (max - min) : 1
  return upright.linear(factor, -min * factor)
}

async function keep(image: Sharp): Promise<Blob> {
  const store = artifactStore()
  const file = store.temporary()
  await image.toFile(file)
  return store.adopt(file)
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message.split('\n')[0]! : String(error)
  if (message === 'empty') return 'The file is empty.'
  if (/pixel limit/i.test(message)) return 'The image has more than 268 million pixels. Cut it into tiles and add those.'
  if (/unsupported image format/i.test(message)) return 'This is not an image that the studio can read (JPEG, PNG, WebP, GIF, TIFF, BMP or AVIF).'
  return `The file is damaged: ${message.replace(/^.*?: /, '').slice(0, 200)}`
}
