"""Every public address, in one place; see docs/operators.md for what each answers."""

from django.contrib import admin
from django.urls import include, path, register_converter

from interviews.views import corrections
from newsroom import health, views
from newsroom.desk import no_shortcut
from newsroom.slugs import SlugConverter

register_converter(SlugConverter, "uslug")

newsroom_patterns = (
    [
        path("", views.home, name="home"),
        path("publications/", views.publications, name="publications"),
        path("publications/<uslug:slug>/", views.publication, name="publication"),
        path("media/<slug:token>/<str:name>", views.media, name="media"),
        path("healthz", health.healthz, name="healthz"),
        path("readyz", health.readyz, name="readyz"),
        path("robots.txt", views.robots, name="robots"),
    ],
    "newsroom",
)

urlpatterns = [
    path("", include(newsroom_patterns)),
    path("interviews/", include("interviews.urls")),
    path("corrections/", corrections, name="corrections"),
    path("admin/r/<path:address>", no_shortcut),
    path("admin/", admin.site.urls),
]

handler500 = "newsroom.faults.server_error"
