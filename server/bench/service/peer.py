"""The peer of `npm run bench -- service`: GET /session/{id} as Fitroom answers it, by FastAPI and Uvicorn.

The same rows of the same SQLite file, the same presented JSON, links signed by the same HMAC, a limit by
client address, one structured log line a request and Prometheus metrics: what an operator would have on.
Written as FastAPI's documentation advises: typed response models, sync work kept short in an async route.

    python peer.py DATABASE SIGNING_KEY_HEX PORT
"""

import base64
import hashlib
import hmac
import json
import logging
import sqlite3
import sys
import time
import uuid
from datetime import datetime, timezone
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Histogram, generate_latest
from pydantic import BaseModel

DATABASE, SECRET, PORT = sys.argv[1], bytes.fromhex(sys.argv[2]), int(sys.argv[3])
WINDOW_S = 3600
LIMIT_PER_MINUTE = 100_000_000

connection = sqlite3.connect(DATABASE, check_same_thread=False)
connection.row_factory = sqlite3.Row
logging.basicConfig(stream=sys.stdout, format="%(message)s", level=logging.DEBUG)
log = logging.getLogger("peer")
requests = Histogram(
    "peer_request_seconds",
    "Duration of requests by route and status.",
    ["method", "route", "status"],
    buckets=[0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
)
seen: dict[str, tuple[int, int]] = {}


class JobError(BaseModel):
    code: str
    detail: str


class Session(BaseModel):
    id: str
    user_id: str
    cloth3d_id: str
    outfit: list[dict[str, Any]] | None
    avatar_preset_id: str
    method: str
    ease: str | None
    fabric: str | None
    pose: str | None
    cloth3d_url: str | None
    fitted_gltf_url: str | None
    thumb_url: str | None
    status: str
    stage: str
    progress: float
    eta_s: float | None
    log: str
    error: JobError | None
    expired_at: str | None
    created_at: str
    report: dict[str, Any] | None
    outfit_report: dict[str, Any] | None


def sign(key: str) -> str:
    expires = (int(time.time()) // WINDOW_S + 2) * WINDOW_S
    digest = hmac.new(SECRET, f"GET\n{key}\n{expires}".encode(), hashlib.sha256).digest()
    signature = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"/files/{key}?expires={expires}&signature={signature}"


def link(origin: str, key: str | None) -> str | None:
    return None if key is None else origin + sign(key)


app = FastAPI()


@app.middleware("http")
async def scope(request: Request, call_next: Any) -> Response:
    started = time.perf_counter()
    client = request.client.host if request.client else ""
    minute = int(time.time()) // 60
    last, count = seen.get(client, (minute, 0))
    count = count + 1 if last == minute else 1
    seen[client] = (minute, count)
    request_id = str(uuid.uuid4())
    if count > LIMIT_PER_MINUTE:
        response = Response(status_code=429, headers={"Retry-After": "60"})
    else:
        response = await call_next(request)
    response.headers["X-Request-Id"] = request_id
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    seconds = time.perf_counter() - started
    route = getattr(request.scope.get("route"), "path", "none")
    requests.labels(request.method, route, str(response.status_code)).observe(seconds)
    log.debug(
        json.dumps(
            {
                "requestId": request_id,
                "method": request.method,
                "path": request.url.path,
                "status": response.status_code,
                "ms": round(seconds * 1000),
            }
        )
    )
    return response


@app.get("/session/{session_id}", response_model=Session)
async def read_session(session_id: str, request: Request) -> Session:
    row = connection.execute(
        "select * from fitting_sessions where id = ?", (session_id,)
    ).fetchone()
    if row is None:
        raise HTTPException(404)
    garment = connection.execute(
        "select * from clothes3d where id = ?", (row["cloth3d_id"],)
    ).fetchone()
    origin = f"{request.url.scheme}://{request.url.netloc}"
    outfit = json.loads(row["outfit"]) if row["outfit"] else None
    report = json.loads(row["report"]) if row["report"] else None
    created = datetime.fromtimestamp(row["created_at"] / 1000, timezone.utc)
    return Session(
        id=row["id"],
        user_id=row["user_id"],
        cloth3d_id=row["cloth3d_id"],
        outfit=outfit,
        avatar_preset_id=row["avatar_preset_id"],
        method=row["method"],
        ease=row["ease"],
        fabric=row["fabric"],
        pose=row["pose"],
        cloth3d_url=link(origin, garment["gltf_key"]) if row["status"] == "done" else None,
        fitted_gltf_url=link(origin, row["fitted_gltf_key"]),
        thumb_url=link(origin, row["thumb_key"]),
        status=row["status"],
        stage=row["stage"],
        progress=row["progress"],
        eta_s=None,
        log=row["log"],
        error=(
            JobError(code=row["error_code"], detail=row["error_detail"] or "")
            if row["error_code"]
            else None
        ),
        expired_at=None,
        created_at=created.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        report=None if outfit else report,
        outfit_report=report if outfit else None,
    )


@app.get("/metrics")
async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


if __name__ == "__main__":
    # One process, as Fitroom is one: both are scaled by starting more of them. The request line is logged above.
    uvicorn.run(app, host="127.0.0.1", port=PORT, access_log=False, log_level="warning")
