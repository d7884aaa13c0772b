import type { Change } from './diff'
import type { Parameters, PipelineParameter } from './parameters'

/** What is different in the pipeline's parameters; such a change is of no step. */
export function parameterChanges({ parameters: before = [] }: Parameters, { parameters: after = [] }: Parameters): Change[] {
  const had = new Map(before.map((parameter) => [parameter.name, parameter]))
  const has = new Set(after.map((parameter) => parameter.name))
  const change = (kind: Change['kind'], text: string): Change => ({ kind, node: '', text })
  return [
    ...after.flatMap((parameter) => {
      const old = had.get(parameter.name)
      if (!old) return [change('added', `Added the parameter “${parameter.name}” (${String(parameter.default)})`)]
      return differences(old, parameter).map((text) => change('changed', `Parameter “${parameter.name}”: ${text}`))
    }),
    ...before.filter(({ name }) => !has.has(name)).map(({ name }) => change('removed', `Removed the parameter “${name}”`)),
  ]
}

function differences(old: PipelineParameter, now: PipelineParameter): string[] {
  const choices = (parameter: PipelineParameter) => (parameter.type === 'choice' ? parameter.choices.join(', ') : '')
  return [
    ...(old.type === now.type ? [] : [`${old.type} → ${now.type}`]),
    ...(old.default === now.default ? [] : [`default ${String(old.default)} → ${String(now.default)}`]),
    ...(old.type !== now.type || choices(old) === choices(now) ? [] : ['choices changed']),
    ...(old.help === now.help ? [] : ['help changed']),
  ]
}
