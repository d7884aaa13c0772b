'use client'

import type { CSSProperties } from 'react'
import type { DashboardFilters, Tile } from '@/lib/dashboards/schema'
import { TileCard, type TileCardProps } from '../tiles/tile-card'
import './grid.css'

export interface ViewGridProps {
  /** In reading order. */
  tiles: readonly Tile[]
  filters: DashboardFilters
  /** On a narrow screen tiles are arranged by their menus. */
  editsOf?: (tile: Tile) => TileCardProps['edits']
  selected?: string | null
}

/** The tiles at their places, drawn without any script of the grid's. */
export function ViewGrid({ tiles, filters, editsOf, selected }: ViewGridProps) {
  return (
    <div className="dashboard-grid">
      {tiles.map((tile) => (
        <div key={tile.id} style={{ '--x': tile.x, '--y': tile.y, '--w': tile.w, '--h': tile.h } as CSSProperties}>
          <TileCard tile={tile} filters={filters} edits={editsOf?.(tile) ?? null} selected={selected === tile.id} />
        </div>
      ))}
    </div>
  )
}
