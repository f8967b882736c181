/** Which addresses have a stop or a shop within its reach: every point is tried for every address. */
import type { County } from './generate-county.ts';
import type { ReachPoint } from './point-files.ts';

export type Reach = 'innerhalb' | 'ausserhalb' | 'unbekannt';

/** Answers are kept, because many people live at one address for many years. */
export function reachOf({ network }: County, points: readonly ReachPoint[]): (address: number) => Reach {
  const known = new Map<number, Reach>();
  return (address) => {
    const answer = known.get(address) ?? within(address);
    known.set(address, answer);
    return answer;
  };

  function within(address: number): Reach {
    const [x, y] = network.addresses[address]!.point;
    const near = points.some(({ point, reach }) => Math.hypot(point[0] - x, point[1] - y) <= reach);
    return near ? 'innerhalb' : 'ausserhalb';
  }
}
