import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { filledCount, findComponent, onFilled } from '@/lib/catalog'
import { loadAllComponents } from '@/lib/catalog/late'
import type { GraphNode } from '@/lib/graph/schema'
import { Store, useStore } from '../../draft/store'
import type { Draft } from '../../draft/draft'
import type { OwnView } from '@/lib/workspace-components/schema'
import { createChecker } from '../check'
import type { Advice, Checked } from '../designer-context'
import { useAssetLookup } from './use-assets'

const assetVersion = (node: GraphNode): string | undefined => {
  const asset = node.params.asset as { name?: unknown; version?: unknown } | undefined
  return typeof asset?.name === 'string' && typeof asset.version === 'number' ? `${asset.name}@${asset.version}` : undefined
}

/** Keeps problems and columns up with the draft: at once for a first look, then once a frame. */
export function useChecks(draft: Draft, checked: Store<Checked>, advice: Store<Advice | null>, inside: Store<OwnView | null> = nobody): void {
  const open = useStore(inside, openInputs)
  const pinned = useStore(usePinned(draft))
  const lookup = useAssetLookup(pinned)
  const filled = useSyncExternalStore(onFilled, filledCount, filledCount)
  // Another one for each filling: a checker remembers what components said before they were there.
  const check = useMemo(() => createChecker(), [filled])
  useEffect(() => {
    let frame = 0
    let gaveUp = false
    const run = () => {
      frame = 0
      const graph = draft.graph.get()
      if (!gaveUp && graph.nodes.some((node) => findComponent(node.component)?.pending)) {
        void loadAllComponents().catch(() => {
          gaveUp = true
          soon()
        })
        // What the server found stands until as much can be found here.
        if (Object.keys(checked.get().analysis.schemas).length === 0) return
      }
      checked.set(check(graph, lookup, advice.get(), open))
    }
    const soon = () => {
      frame ||= requestAnimationFrame(run)
    }
    run()
    const stops = [draft.graph.subscribe(soon), advice.subscribe(soon)]
    return () => {
      stops.forEach((stop) => stop())
      cancelAnimationFrame(frame)
    }
  }, [draft, checked, advice, check, lookup, open])
}

const none: readonly string[] = []
const nobody = new Store<OwnView | null>(null)
const opened = new WeakMap<OwnView, readonly string[]>()

/** Inputs that are fed where the component is used whose inside this is. */
function openInputs(inside: OwnView | null): readonly string[] {
  if (inside?.declaration.kind !== 'sub-pipeline') return none
  const known = opened.get(inside) ?? inside.declaration.inputs.flatMap((input) => input.to.map((end) => `${end.node}.${end.port}`))
  opened.set(inside, known)
  return known
}

/** Versions that steps name by number, as one list that stays the same while they do. */
function usePinned(draft: Draft): Store<readonly string[]> {
  const store = useMemo(() => new Store<readonly string[]>(pinnedOf(draft)), [draft])
  useEffect(
    () =>
      draft.graph.subscribe(() => {
        const next = pinnedOf(draft)
        if (next.join('\n') !== store.get().join('\n')) store.set(next)
      }),
    [draft, store],
  )
  return store
}

function pinnedOf(draft: Draft): string[] {
  return [...new Set(draft.graph.get().nodes.flatMap((node) => assetVersion(node) ?? []))]
}
