import type { App } from '../http/index.ts';
import { type AdminRoutesDeps, privacyAdminRoutes } from './admin-routes.ts';
import { publicPrivacyRoutes } from './public-routes.ts';
import { type ConsentRoutesDeps, consentFeature } from './routes.ts';
import { type ShopperRoutesDeps, shopperRoutes } from './shopper-routes.ts';

export type FeatureDeps = ConsentRoutesDeps & ShopperRoutesDeps & AdminRoutesDeps;

/** Consents, rights and notices. */
export function privacyFeature(deps: FeatureDeps) {
  return async (app: App): Promise<void> => {
    await app.register(consentFeature(deps));
    await app.register(shopperRoutes(deps));
    await app.register(privacyAdminRoutes(deps));
    await app.register(publicPrivacyRoutes(deps.privacy));
  };
}
