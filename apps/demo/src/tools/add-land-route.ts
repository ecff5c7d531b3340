import { type Server, ToolError } from '@toolgate/core';
import type { Country } from 'world-countries';
import type { Gazetteer } from '../countries/gazetteer.js';
import { landRoute } from '../countries/land-route.js';
import { countryArgument, requireCountry } from './country-argument.js';
import { placeOf } from './place.js';
import { routeSchema } from './route-schema.js';

/** Adds the tool `land_route`. */
export function addLandRoute(server: Server<'auth'>, gazetteer: Gazetteer): void {
  server.tool(
    'land_route',
    {
      title: 'Land route',
      description:
        'Finds a way from one country to another over land that crosses as few borders as possible. Counts borders, not kilometres; tunnels, bridges and ferries over the sea do not count as land.',
      input: { from: countryArgument('Where the route starts'), to: countryArgument('Where it ends') },
      output: routeSchema,
      annotations: { readOnlyHint: true, openWorldHint: false },
      permissions: 'countries.read',
    },
    (input) => {
      const from = requireCountry(gazetteer, input.from);
      const to = requireCountry(gazetteer, input.to);
      const route = landRoute(gazetteer, from, to);
      if (route === undefined) throw noRoute(gazetteer, from, to);
      return { bordersCrossed: route.length - 1, countries: route.map(placeOf) };
    },
  );
}

function noRoute(gazetteer: Gazetteer, from: Country, to: Country): ToolError {
  const island = [from, to].find((country) => gazetteer.neighbours(country).length === 0);
  const reason = island === undefined ? 'the sea lies between them' : `${island.name.common} has no land border`;
  return new ToolError(
    'NO_LAND_ROUTE',
    `No land route leads from ${from.name.common} to ${to.name.common}: ${reason}.`,
  );
}
