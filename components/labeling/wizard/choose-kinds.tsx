'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Segmented } from '@/components/ui/segmented'
import { shapeKinds, type ShapeKindName } from '@/lib/labeling/schema'
import { kindNames } from '../labeling-queries'

const what: Record<ShapeKindName, string> = {
  tag: 'What an image shows, for classification.',
  box: 'Rectangles around objects, upright or turned.',
  polygon: 'Outlines, point by point, with holes.',
  mask: 'Areas painted with a brush.',
  keypoints: 'Points of an object in their order, joined by a skeleton.',
}

interface ChooseKindsProps {
  kinds: ShapeKindName[]
  onKinds: (kinds: ShapeKindName[]) => void
  tags: 'one' | 'many'
  onTags: (tags: 'one' | 'many') => void
}

/** What may be drawn; several may be mixed in one project. */
export function ChooseKinds({ kinds, onKinds, tags, onTags }: ChooseKindsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium">What people draw</legend>
      {shapeKinds.map((kind) => (
        <label key={kind} className="flex items-start gap-2">
          <Checkbox className="mt-0.5" checked={kinds.includes(kind)} onCheckedChange={(checked) => onKinds(shapeKinds.filter((each) => (each === kind ? checked === true : kinds.includes(each))))} />
          <span>
            {kindNames[kind]} <span className="text-muted">{what[kind]}</span>
          </span>
        </label>
      ))}
      {kinds.includes('tag') && (
        <Segmented
          aria-label="Labels of an image"
          className="self-start"
          value={tags}
          onValueChange={onTags}
          options={[
            { value: 'one', label: 'One label an image' },
            { value: 'many', label: 'Any number' },
          ]}
        />
      )}
    </fieldset>
  )
}
