import {
  ArrowDownUp,
  Binary,
  Box,
  ChartColumn,
  ChartSpline,
  Columns3,
  CopyX,
  Crosshair,
  Database,
  DatabaseZap,
  Dices,
  Eraser,
  FileCode,
  Gauge,
  ListFilter,
  Merge,
  Replace,
  Rows3,
  Scaling,
  Scissors,
  Shapes,
  Sigma,
  Split,
  SquareFunction,
  Table2,
  Target,
  TextCursorInput,
  WandSparkles,
  Layers,
  SlidersHorizontal,
  Trophy,
  type LucideIcon,
} from 'lucide-react'

/** By the names that components declare; a test holds each of them to it. Fixed, so that the page carries these and not all of lucide. */
const icons: Record<string, LucideIcon> = {
  'arrow-down-up': ArrowDownUp,
  binary: Binary,
  box: Box,
  'chart-column': ChartColumn,
  'chart-spline': ChartSpline,
  'columns-3': Columns3,
  'copy-x': CopyX,
  crosshair: Crosshair,
  'database-zap': DatabaseZap,
  database: Database,
  dices: Dices,
  eraser: Eraser,
  'file-code': FileCode,
  gauge: Gauge,
  'list-filter': ListFilter,
  merge: Merge,
  replace: Replace,
  'rows-3': Rows3,
  scaling: Scaling,
  scissors: Scissors,
  shapes: Shapes,
  sigma: Sigma,
  split: Split,
  'square-function': SquareFunction,
  'table-2': Table2,
  target: Target,
  'text-cursor-input': TextCursorInput,
  'wand-sparkles': WandSparkles,
  layers: Layers,
  'sliders-horizontal': SlidersHorizontal,
  trophy: Trophy,
}

export function hasIcon(name: string): boolean {
  return name in icons
}

export function ComponentIcon({ name, className }: { name: string; className?: string }) {
  const Icon = icons[name] ?? Box
  return <Icon aria-hidden className={className} strokeWidth={1.75} />
}
