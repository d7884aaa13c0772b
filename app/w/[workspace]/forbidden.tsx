import { LateNoPermission } from '@/components/shell/late-no-permission'

export default LateNoPermission
