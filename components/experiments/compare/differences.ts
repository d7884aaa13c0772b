import { formatDuration, formatExact } from '@/components/ui/format'
import type { ComparedRun } from '@/lib/comparison/schema'

export interface DifferenceRow {
  name: string
  /** By run; null where a run has none. */
  values: (string | null)[]
  differs: boolean
}

export interface DifferenceGroup {
  title: string
  rows: DifferenceRow[]
}

const codeTags: Record<string, string> = {
  'mlflow.source.name': 'Source',
  'mlflow.source.type': 'Source type',
  'mlflow.source.git.commit': 'Git commit',
  'mlflow.source.git.branch': 'Git branch',
  'mlflow.source.git.repoURL': 'Git repository',
  'mlflow.project.env': 'Project environment',
  'mlflow.docker.image.name': 'Container image',
  'mlflow.docker.image.id': 'Container image id',
}

const row = (name: string, values: (string | null)[]): DifferenceRow => ({ name, values, differs: new Set(values).size > 1 })
const named = (runs: readonly ComparedRun[], of: 'params' | 'tags', wanted: (key: string) => boolean) => [...new Set(runs.flatMap((run) => run[of].map(({ key }) => key).filter(wanted)))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
const valueOf = (run: ComparedRun, of: 'params' | 'tags', key: string) => run[of].find((pair) => pair.key === key)?.value ?? null

/** What runs were given and what they are, row by row: parameters, data, code and environment, tags, facts. */
export function differencesOf(runs: readonly ComparedRun[]): DifferenceGroup[] {
  const pairs = (of: 'params' | 'tags', wanted: (key: string) => boolean, label = (key: string) => key) => named(runs, of, wanted).map((key) => row(label(key), runs.map((run) => valueOf(run, of, key))))
  const environment = (key: string) => key in codeTags || /(^|[._])(env|environment|python|conda|pip|cuda|image|code|commit|lock)([._]|$)/i.test(key)
  const contexts = [...new Set(runs.flatMap(({ datasets }) => datasets.map(({ context }) => context)))].sort()
  const groups = [
    { title: 'Parameters', rows: pairs('params', () => true) },
    { title: 'Data', rows: contexts.map((context) => row(context ? `Data for ${context}` : 'Data', runs.map(({ datasets }) => datasets.filter((set) => set.context === context).map(({ name, digest }) => `${name} (${digest})`).sort().join(', ') || null))) },
    { title: 'Code and environment', rows: pairs('tags', environment, (key) => codeTags[key] ?? key) },
    { title: 'Tags', rows: pairs('tags', (key) => !key.startsWith('mlflow.') && !environment(key)) },
    {
      title: 'Run',
      rows: [
        row('State', runs.map(({ status, lifecycle }) => `${status.toLowerCase()}${lifecycle === 'deleted' ? ', deleted' : ''}`)),
        row('Experiment', runs.map(({ experimentName }) => experimentName)),
        row('By', runs.map(({ user }) => user || null)),
        row('Started', runs.map(({ startMs }) => formatExact(new Date(startMs)))),
        row('Duration', runs.map(({ startMs, endMs }) => (endMs === null ? null : formatDuration(endMs - startMs)))),
      ],
    },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}
