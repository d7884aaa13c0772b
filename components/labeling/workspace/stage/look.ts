import type { Annotation } from '@/lib/labeling/shapes'
import type { LabelView } from '@/lib/labeling/schema'

/** What a label that nobody knows any more looks like. */
const unknown = '#8b8f99'

/** How shapes are drawn and named, by their label. */
export class Look {
  private byId: Map<string, LabelView>

  constructor(labels: readonly LabelView[]) {
    this.byId = new Map(labels.map((label) => [label.id, label]))
  }

  /** The label of an annotation, or the one that it was merged into. */
  labelOf({ label }: Pick<Annotation, 'label'>): LabelView | undefined {
    let found = this.byId.get(label)
    for (let hops = 0; found?.mergedInto && hops < 20; hops++) found = this.byId.get(found.mergedInto) ?? found
    return found
  }

  colourOf(annotation: Pick<Annotation, 'label'>): string {
    return this.labelOf(annotation)?.colour ?? unknown
  }

  nameOf(annotation: Pick<Annotation, 'label'>): string {
    return this.labelOf(annotation)?.name ?? 'Unknown label'
  }
}
