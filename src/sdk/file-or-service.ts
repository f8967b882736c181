/** A connector whose deliveries are files or come from a service of their own, whichever the configuration names. */
import type { Connector } from './connector.ts';

type Files<Config> = Required<Pick<Connector<Config>, 'check' | 'list' | 'open' | 'settle' | 'discard'>>;
type Service<Own> = Pick<Connector<Own>, 'check' | 'list' | 'open'>;

/** `ownOf`: the section of the service; undefined where files are named. A service keeps nothing, so nothing is filed. */
export function fileOrService<Config, Own>(
  files: Files<Config>,
  service: Service<Own>,
  ownOf: (config: Config) => Own | undefined,
): Files<Config> {
  return {
    check(config, context) {
      const own = ownOf(config);
      return own ? service.check(own, context) : files.check(config, context);
    },
    list(config, context) {
      const own = ownOf(config);
      return own ? service.list(own, context) : files.list(config, context);
    },
    open(config, offer, file, context) {
      const own = ownOf(config);
      return own ? service.open(own, offer, file, context) : files.open(config, offer, file, context);
    },
    async settle(config, offer, outcome, context) {
      if (!ownOf(config)) await files.settle(config, offer, outcome, context);
    },
    async discard(config, offer, context) {
      if (!ownOf(config)) await files.discard(config, offer, context);
    },
  };
}
