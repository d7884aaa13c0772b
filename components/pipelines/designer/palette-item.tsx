'use client'

import { memo } from 'react'
import { refOf } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { cn } from '@/components/ui/cn'
import { ComponentIcon } from '../component-icon'
import { useDesigner } from './designer-context'
import { componentMime } from './hooks/use-palette-drop'

export interface PaletteItemProps {
  component: Component
  index: number
  /** Enter would add this one. */
  active: boolean
  onAdd: (component: Component) => void
}

export const PaletteItem = memo(function PaletteItem({ component, index, active, onAdd }: PaletteItemProps) {
  const { canEdit } = useDesigner()
  return (
    <button
      type="button"
      data-index={index}
      disabled={!canEdit}
      title={component.summary}
      draggable={canEdit}
      onDragStart={(event) => {
        event.dataTransfer.setData(componentMime, refOf(component))
        event.dataTransfer.effectAllowed = 'copy'
      }}
      onClick={() => onAdd(component)}
      className={cn('flex h-8 w-full items-center gap-2 rounded-md px-2 text-left select-none hover:bg-hover active:cursor-grabbing disabled:opacity-50', active && 'bg-selected')}
    >
      <ComponentIcon name={component.icon} className="size-4 shrink-0 text-muted" />
      <span className="truncate">{component.name}</span>
    </button>
  )
})
