"""Addresses of single reviews, and of lists and widgets made of ratings."""

from django.urls import path

from interviews.reviewing import figures, reviews

app_name = "reviews"

urlpatterns = [
    path("reviews/<int:pk>/", reviews.review_detail, name="detail"),
    path("reviews/<int:pk>/helpful/", reviews.find_helpful, name="helpful"),
    path("reviews/<int:pk>/report/", reviews.report, name="report"),
    path("best/", figures.best, name="best"),
    path("embed/interviews/<uslug:slug>/", figures.embed, name="embed"),
]
