import type { RunFile } from '@/lib/comparison/schema'

export interface PicturePlace {
  /** What the picture is of: the same in all runs and at all steps. */
  name: string
  /** Null where the name says none. */
  step: number | null
}

/**
 * What a picture is of and at which step, by its path below the run's folder. `mlflow.log_image(…, key=, step=)` writes
 * `images/<key>%step%<n>%timestamp%<ms>%<id>`, in some versions with another sign than %; `epoch_12.png` is step 12 of `epoch_`.
 */
export function placeOf(path: string): PicturePlace {
  const logged = /^images\/(.+?)([%+~])step\2(-?\d+)\2timestamp\2/.exec(path)
  if (logged) return { name: logged[1]!.replaceAll('#', '/'), step: Number(logged[3]) }
  const dot = path.lastIndexOf('.')
  const numbered = /^(.*?)(\d+)$/s.exec(path.slice(0, dot))
  return numbered && Number(numbered[2]) <= Number.MAX_SAFE_INTEGER ? { name: `${numbered[1]}#${path.slice(dot)}`, step: Number(numbered[2]) } : { name: path, step: null }
}

export interface PictureGroup {
  name: string
  /** In order; null stands for a picture without one. */
  steps: (number | null)[]
  /** The path of a run's picture at a step. */
  paths: Map<string, Map<number | null, string>>
}

/** Pictures by what they are of. Of one that is logged whole and compressed, the whole one stays. `root` is the folder of each run. */
export function groupPictures(pictures: readonly RunFile[], root: (run: string) => string | null): PictureGroup[] {
  const groups = new Map<string, PictureGroup>()
  for (const { run, path } of pictures) {
    const folder = root(run)
    if (folder === null || !path.startsWith(`${folder}/`)) continue
    const { name, step } = placeOf(path.slice(folder.length + 1))
    const group: PictureGroup = groups.get(name) ?? { name, steps: [], paths: new Map() }
    groups.set(name, group)
    if (!group.steps.includes(step)) group.steps.push(step)
    const own = group.paths.get(run) ?? new Map<number | null, string>()
    group.paths.set(run, own)
    if (!own.has(step) || /[%+~]compressed\./.test(own.get(step)!)) own.set(step, path)
  }
  for (const group of groups.values()) group.steps.sort((a, b) => (a ?? -Infinity) - (b ?? -Infinity))
  return [...groups.values()].sort((a, b) => b.paths.size - a.paths.size || b.steps.length - a.steps.length || a.name.localeCompare(b.name))
}
