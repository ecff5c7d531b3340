import type { WireRequest } from '../request/wire-request.js';

/** The Lua program that sends a request with a new id each time, checks each answer and prints one line of JSON. */
export function wrkScript({ headers, before, after, expects }: WireRequest): string {
  return `local before = ${quoted(before)}
local after = ${quoted(after)}
local expected = ${quoted(expects.text)}
local ending = ${quoted(expects.end)}
local least = ${expects.length}
local events = ${expects.events ?? 'nil'}
local headers = { ${Object.entries(headers)
    .map(([name, value]) => `[ ${quoted(name)} ] = ${quoted(value)}`)
    .join(', ')} }
local mark = '1000000000'
local threads = {}
local head, tail, id
wrong = 0
fault = ''

function setup(thread) table.insert(threads, thread) end

-- All requests have one length, so each is the first one with another id.
function init(arguments)
  id = tonumber(arguments[1])
  headers['Host'] = wrk.headers['Host']
  local first = wrk.format('POST', nil, headers, before .. mark .. after)
  local start, stop = string.find(first, before .. mark, 1, true)
  head = string.sub(first, 1, stop - #mark)
  tail = string.sub(first, stop + 1)
end

function request()
  id = id + 1
  return head .. string.format('%d', id) .. tail
end

local function count(body)
  local found, position = 0, 0
  repeat
    position = string.find(body, 'data: {', position + 1, true)
    if position then found = found + 1 end
  until not position
  return found
end

function response(status, headers, body)
  if status == 200 and #body >= least and string.find(body, expected, 1, true)
    and string.find(body, ending, -300, true) and (not events or count(body) == events) then return end
  wrong = wrong + 1
  if wrong == 1 then fault = status .. ' ' .. string.sub(body, 1, 300) end
end

function done(summary, latency)
  local errors, first = 0, ''
  for _, thread in ipairs(threads) do
    errors = errors + thread:get('wrong')
    if first == '' then first = thread:get('fault') end
  end
  local failed = summary.errors
  errors = errors + failed.connect + failed.read + failed.write + failed.timeout
  print(string.format('figures {"requests":%d,"microseconds":%d,"bytes":%d,"errors":%d,"p50":%d,"p99":%d,"p999":%d}',
    summary.requests, summary.duration, summary.bytes, errors,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
  print('fault ' .. string.gsub(first, '%s+', ' '))
end
`;
}

/** A Lua string in which nothing is an escape. */
function quoted(text: string): string {
  let level = '';
  while (text.includes(`]${level}]`)) level += '=';
  return `[${level}[${text}]${level}]`;
}
