import { freshName } from '@/lib/catalog/columns'

/** Usable names in order: trimmed, control characters out, `column_3` where empty, `name_2` where one repeats (without regard to case). */
export function columnNames(raw: (string | null)[]): string[] {
  const taken: string[] = []
  raw.forEach((text, index) => {
    const clean = (text ?? '').replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
    taken.push(freshName(clean === '' ? `column_${index + 1}` : clean, taken))
  })
  return taken
}
