import type { DropContext } from '../actions/drop-steps'
import type { DesignerValue } from './designer-context'

/** What decides where frames are drawn in this tab, besides the graph. */
export function dropContext({ run, opened }: Pick<DesignerValue, 'run' | 'opened'>): DropContext {
  return { strips: new Set(run.get().byNode.keys()), opened: opened.get() }
}
