import type { LabelView } from '@/lib/labeling/schema'
import { Store } from '@/components/pipelines/draft/store'
import { readOwnKeys, writeOwnKeys, type OwnKeys } from '../keys/key-map'
import type { Adjustments } from '../stage/stage'
import type { ToolName } from '../tools/tool'

/** What stays as it is from one image to the next. */
export interface Settings {
  tool: Store<ToolName>
  label: Store<LabelView | null>
  /** Diameter in image pixels. */
  brush: Store<number>
  adjustments: Store<Adjustments>
  /** In classification with one label an image: on to the next as soon as it is given. */
  advance: Store<boolean>
  /** Images side by side in classification. */
  grid: Store<1 | 4 | 6 | 9>
  keys: Store<OwnKeys>
}

export const plainAdjustments: Adjustments = { brightness: 1, contrast: 1, crosshair: true, names: true }

export function newSettings(person: string, tool: ToolName): Settings {
  const keys = new Store<OwnKeys>(readOwnKeys(person))
  keys.subscribe(() => writeOwnKeys(person, keys.get()))
  return {
    tool: new Store<ToolName>(tool),
    label: new Store<LabelView | null>(null),
    brush: new Store(40),
    adjustments: new Store(plainAdjustments),
    advance: new Store(true),
    grid: new Store<1 | 4 | 6 | 9>(1),
    keys,
  }
}
