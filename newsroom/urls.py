"""Every public address, in one place; see docs/operators.md for what each answers."""

from django.contrib import admin
from django.urls import include, path, register_converter

from interviews.preview import preview
from interviews.search.views import search_page
from interviews.views import corrections
from newsroom import state, views
from newsroom.accounts import second_factor
from newsroom.accounts.sign_in import sign_in
from newsroom.desk import no_shortcut, speak
from newsroom.listing import archive, feeds, lists, sitemaps
from newsroom.serving import health
from newsroom.slugs import SlugConverter

register_converter(SlugConverter, "uslug")
register_converter(archive.YearConverter, "year")
register_converter(archive.MonthConverter, "month")

newsroom_patterns = (
    [
        path("", views.home, name="home"),
        path("saved/", views.saved, name="saved"),
        path("publications/", views.publications, name="publications"),
        path("publications/<uslug:slug>/", lists.publication, name="publication"),
        path("people/", lists.people, name="people"),
        path("people/<uslug:slug>/", lists.person, name="person"),
        path("tags/", lists.tags, name="tags"),
        path("tags/<uslug:slug>/", lists.tag, name="tag"),
        path("archive/", archive.index, name="archive"),
        path("archive/<year:year>/", archive.year, name="archive_year"),
        path("archive/<year:year>/<month:month>/", archive.month, name="archive_month"),
        path("media/<slug:token>/<str:name>", views.media, name="media"),
        path("healthz", health.healthz, name="healthz"),
        path("readyz", health.readyz, name="readyz"),
        path("admin/state/", state.state, name="state"),
        path("admin/second-factor/", second_factor.second_factor, name="second_factor"),
        path(
            "admin/second-factor/set-up/",
            second_factor.set_up,
            name="set_up_second_factor",
        ),
        path(
            "admin/second-factor/codes/",
            second_factor.new_codes,
            name="new_recovery_codes",
        ),
        path(
            "admin/second-factor/off/",
            second_factor.turn_off,
            name="turn_off_second_factor",
        ),
        path("admin/language/", speak, name="speak"),
        path("robots.txt", sitemaps.robots, name="robots"),
        path("sitemap.xml", sitemaps.index, name="sitemap"),
        path("sitemaps/pages.xml", sitemaps.fixed, name="sitemap_pages"),
        path(
            "sitemaps/<slug:name>-<int:number>.xml",
            sitemaps.block,
            name="sitemap_block",
        ),
        path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
        path("feed/", feeds.atom, {"of": "site"}, name="feed"),
        path("feed.json", feeds.as_json, {"of": "site"}, name="json_feed"),
        *(
            path(
                f"{kind}/<uslug:slug>/{end}", view, {"of": kind}, name=f"{kind}_{name}"
            )
            for kind in ("publications", "people", "tags")
            for end, view, name in (
                ("feed/", feeds.atom, "feed"),
                ("feed.json", feeds.as_json, "json_feed"),
            )
        ),
    ],
    "newsroom",
)

urlpatterns = [
    path("", include(newsroom_patterns)),
    path("interviews/", include("interviews.urls")),
    path("", include("interviews.reviewing.review_urls")),
    path("search/", search_page, name="search"),
    path("corrections/", corrections, name="corrections"),
    path("preview/<str:token>/", preview, name="preview"),
    path("admin/r/<path:address>", no_shortcut),
    path("admin/login/", sign_in),
    path("admin/", admin.site.urls),
    # Last: it takes every single word that is nothing else.
    path("<uslug:slug>/", views.page, name="page"),
]

handler400 = "newsroom.serving.faults.bad_request"
handler403 = "newsroom.serving.faults.forbidden"
handler404 = "newsroom.views.not_found"
handler500 = "newsroom.serving.faults.server_error"
