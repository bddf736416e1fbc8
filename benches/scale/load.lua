-- Asks for contracts at random, the same order every time, and prints whole numbers.
local ids, rest, headers = {}, "", {}

function init(args)
  for id in io.lines(args[1]) do
    ids[#ids + 1] = id
  end
  rest = args[2] or ""
  if args[3] and args[3] ~= "" then
    headers["authorization"] = "Bearer " .. args[3]
  end
  math.randomseed(1)
end

function request()
  return wrk.format("GET", "/api/v1/contracts/" .. ids[math.random(#ids)] .. rest, headers)
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  local rate = summary.requests * 1000000 / summary.duration
  local median, p99 = latency:percentile(50), latency:percentile(99)
  print(string.format("measured %d %d %d %d", rate, median, p99, failed))
end
