import { useKeyLabels } from '@/components/shell/keys'
import { useStore } from '@/components/pipelines/draft/store'
import { useLabeling } from '../page/session-context'
import { keysOf } from './key-map'

/** The key that does an action now, as it is written on this machine. */
export function useKeyText(id: string): string | undefined {
  const { settings } = useLabeling()
  const own = useStore(settings.keys)
  const labels = useKeyLabels()
  const key = keysOf(id, own)[0]
  return key && labels(key).join(' ')
}
