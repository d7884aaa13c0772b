import { components } from '@/lib/catalog/index'
import { ChildError } from '@/lib/duckdb/child-error'
import { pythonEntry } from '@/lib/protocol/python-code'

/** The params of a Python step as its component declares them, defaults filled in. @throws ChildError (user_error) naming the parameter */
export function stepParams(entry: string, params: Record<string, unknown>): Record<string, unknown> {
  // A workspace's own component is declared in the studio alone, which has checked them.
  if (entry === pythonEntry) return params
  const component = components.find(({ runner }) => runner.kind === 'python' && runner.entry === entry)
  if (!component) throw new ChildError('failed', `This agent knows no Python step “${entry}”; bring the agent to the studio's version.`)
  const parsed = component.params.safeParse(params)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new ChildError('user_error', `The parameter “${issue.path.join('.')}” is not usable: ${issue.message}. Correct it in the inspector.`)
}
