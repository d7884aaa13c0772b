import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '@/lib/errors'
import { galleryRows } from './gallery-rows'
import { ownSets } from './gallery-sets'
import { galleryTitles } from './gallery-titles'

/** A real, open data set that ships with the package vega-datasets or with Atelier itself. */
export interface GalleryItem {
  /** Also the name that it gets as data: `penguins`. */
  id: string
  title: string
  /** Plain text; its first paragraph says what it is. */
  description: string
  fileName: string
  /** Bytes of the file. */
  size: number
  rows: number | null
  columns: string[]
  sources: { title: string; url?: string }[]
  /** As its source states it; null where none is stated. */
  licence: { name: string; url?: string } | null
}

interface Resource {
  name: string
  type: string
  path: string
  bytes: number
  description?: string
  licenses?: { name?: string; title?: string; path?: string }[]
  sources?: { title?: string; path?: string }[]
  schema?: { fields: { name: string }[] }
}

let items: GalleryItem[] | undefined

/** Every table of the gallery, by title. Maps, graphs and pictures of the package are left out: they are not tables. */
export function listGallery(): GalleryItem[] {
  items ??= (JSON.parse(readFileSync(path.join(packageFolder(), 'datapackage.json'), 'utf8')) as { resources: Resource[] }).resources
    .filter((resource) => resource.type === 'table' && !resource.path.endsWith('.arrow'))
    .map(describe)
    .concat(ownSets)
    .sort((a, b) => a.title.localeCompare(b.title, 'en'))
  return items
}

/** @throws AppError `not_found` */
export function galleryItem(id: string): GalleryItem & { path: string } {
  const item = listGallery().find((candidate) => candidate.id === id)
  if (!item) throw new AppError('not_found', `There is no data set “${id}” in the gallery.`)
  const folder = ownSets.includes(item) ? setsFolder() : path.join(packageFolder(), 'data')
  return { ...item, path: path.join(folder, item.fileName) }
}

function describe(resource: Resource): GalleryItem {
  const id = resource.name.replace(/_json$/, '').replaceAll('_', '-')
  return {
    id,
    title: galleryTitles[id] ?? sentence(id),
    description: plain(resource.description ?? ''),
    fileName: resource.path,
    size: resource.bytes,
    rows: galleryRows[id] ?? null,
    columns: resource.schema?.fields.map((field) => field.name) ?? [],
    sources: (resource.sources ?? []).map(({ title, path: url }) => ({ title: title ?? url ?? '', ...(url && { url }) })).filter(({ title }) => title !== ''),
    licence: licenceOf(resource.licenses),
  }
}

/** The package writes the name, a title that may be an address, or an address alone. */
function licenceOf(licences: Resource['licenses']): GalleryItem['licence'] {
  const first = licences?.[0]
  if (!first) return null
  const url = [first.path, first.title].find((text) => text?.startsWith('http'))
  const words = [first.title, first.name].find((text) => text && !text.startsWith('http') && text !== 'other-open')
  if (!words && !url) return null
  return { name: words ?? (first.name === 'other-open' ? 'Open, see its terms' : 'See its terms'), ...(url && { url }) }
}

function sentence(id: string): string {
  const words = id.replaceAll('-', ' ')
  return words[0]!.toUpperCase() + words.slice(1)
}

/** Markdown as a person reads it: links by their words, no marks, lines joined within a paragraph. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/[*_`]{1,2}([^*_`]+)[*_`]{1,2}/g, '$1')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n\n')
}

const folders = new Map<string, string>()

function packageFolder(): string {
  return upwards('node_modules/vega-datasets', 'datapackage.json', 'The gallery is not installed: the package vega-datasets is missing. Run npm install.')
}

function setsFolder(): string {
  return upwards('lib/data/sets', 'README.md', 'The data sets of Atelier are missing: the folder lib/data/sets is not there. Install Atelier again.')
}

/** The folder below the place where the studio runs, or below one above it. @throws AppError `unavailable` */
function upwards(folder: string, marker: string, otherwise: string): string {
  const known = folders.get(folder)
  if (known) return known
  const found = [process.cwd(), path.dirname(fileURLToPath(import.meta.url))].map((start) => findUpwards(start, folder, marker)).find((place) => place !== undefined)
  if (!found) throw new AppError('unavailable', otherwise)
  folders.set(folder, found)
  return found
}

function findUpwards(start: string, folder: string, marker: string): string | undefined {
  for (let at = start; ; at = path.dirname(at)) {
    const candidate = path.join(at, folder)
    if (existsSync(path.join(candidate, marker))) return candidate
    if (at === path.dirname(at)) return undefined
  }
}
