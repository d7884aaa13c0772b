'use client'

import { Segmented } from '@/components/ui/segmented'

/** What is in sight, or what was deleted and can be restored. */
export function Shown({ deleted, onChange }: { deleted: boolean; onChange: (deleted: boolean) => void }) {
  return (
    <Segmented
      aria-label="Shown"
      value={deleted ? 'deleted' : 'active'}
      onValueChange={(value) => onChange(value === 'deleted')}
      options={[
        { value: 'active', label: 'Active' },
        { value: 'deleted', label: 'Deleted' },
      ]}
    />
  )
}
