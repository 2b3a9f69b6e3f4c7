from django.urls import path

from interviews import views

app_name = "interviews"

urlpatterns = [
    path("", views.interview_list, name="list"),
    path("<uslug:slug>/", views.interview_detail, name="detail"),
    path("<uslug:slug>/ratings/", views.rate, name="rate"),
    path("<uslug:slug>/ratings/mine/", views.my_rating, name="my_rating"),
]
